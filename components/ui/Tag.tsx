import type { LucideIcon } from "lucide-preact";
import type { ComponentChildren } from "preact";
import "./tag.css";

/** A small fact about a thing, such as a feature of a number. */
export function Tag({ icon: Icon, children }: { icon?: LucideIcon; children: ComponentChildren }) {
  return (
    <span class="tag">
      {Icon ? <Icon aria-hidden="true" /> : null}
      {children}
    </span>
  );
}
