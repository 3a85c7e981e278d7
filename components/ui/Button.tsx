import type { LucideIcon } from "lucide-preact";
import type { ComponentChildren, Ref } from "preact";
import "./button.css";

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onPress?: () => void;
  readonly kind?: "primary" | "secondary" | "quiet" | "danger";
  readonly size?: "m" | "s";
  readonly icon?: LucideIcon;
  /** Shows the icon alone; the children stay its name. */
  readonly iconOnly?: boolean;
  /** Under way: pressed once is enough, and the button says so. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly type?: "button" | "submit";
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

export function Button({
  children,
  onPress,
  kind = "secondary",
  size = "m",
  icon: Icon,
  iconOnly = false,
  busy = false,
  disabled = false,
  type = "button",
  buttonRef,
}: ButtonProps) {
  const press = (event: Event): void => {
    if (busy) event.preventDefault();
    else onPress?.();
  };
  return (
    <button
      ref={buttonRef ?? null}
      type={type}
      class={`button ${kind} size-${size}${iconOnly ? " icon-only" : ""}${busy ? " busy" : ""}`}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={press}
    >
      {Icon ? <Icon aria-hidden="true" /> : null}
      <span class={iconOnly ? "visually-hidden" : "button-label"}>{children}</span>
    </button>
  );
}
