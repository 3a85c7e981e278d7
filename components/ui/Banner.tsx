import {
  CircleCheck,
  Clock,
  Info,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
} from "lucide-preact";
import type { ComponentChildren } from "preact";
import "./banner.css";

export type BannerTone = "info" | "success" | "waiting" | "warning" | "error";

const ICONS: { readonly [T in BannerTone]: LucideIcon } = {
  info: Info,
  success: CircleCheck,
  waiting: Clock,
  warning: TriangleAlert,
  error: OctagonAlert,
};

export interface BannerProps {
  readonly tone: BannerTone;
  readonly title?: string;
  readonly children?: ComponentChildren;
  /** The way out: buttons. */
  readonly actions?: ComponentChildren;
}

/** What a person should know now. Errors interrupt a screen reader, the rest waits its turn. */
export function Banner({ tone, title, children, actions }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div class={`banner ${tone}`} role={tone === "error" ? "alert" : "status"}>
      <Icon aria-hidden="true" />
      <div class="banner-text">
        {title ? <strong>{title}</strong> : null}
        {children ? <div>{children}</div> : null}
      </div>
      {actions ? <div class="banner-actions row">{actions}</div> : null}
    </div>
  );
}
