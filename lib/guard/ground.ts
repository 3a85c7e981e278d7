/** Elements whose text is not the page's to mark: code, and what a person is writing. */
const OFF_LIMITS = "script,style,noscript,template,textarea,select,option,title";
const EDITORS =
  '[contenteditable]:not([contenteditable="false" i]),[role="textbox"],.ProseMirror,.CodeMirror,.cm-editor,.monaco-editor';

export const isOffLimits = (element: Element): boolean =>
  element.matches(OFF_LIMITS) || isEditor(element);

const isEditor = (element: Element): boolean => element.matches(EDITORS);

/** Read-only ground: not even an attribute may be written there. */
export const isInEditor = (node: Node): boolean => {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(EDITORS) != null;
};
