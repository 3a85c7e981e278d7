import type { LucideIcon } from "lucide-preact";
import type { ComponentChildren } from "preact";
import "./empty-state.css";

export interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div class="empty-state">
      <Icon aria-hidden="true" />
      <p class="empty-title">{title}</p>
      {children ? <p class="muted">{children}</p> : null}
      {actions ? <div class="row">{actions}</div> : null}
    </div>
  );
}
