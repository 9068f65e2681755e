/** What the modules know of the pages they run in, and TypeScript does not. */

import type { TokenProvider } from "../src/main/resources/dev/helpline/chat/web/files/api.js";

declare global {
  /** A chat on a page of a host. */
  interface HelplineElement extends HTMLElement {
    signIn(provider?: TokenProvider): void;
  }

  interface HTMLElementTagNameMap {
    "helpline-chat": HelplineElement;
    "helpline-desk": HelplineElement;
  }

  /** All that we draw is in the shadow of our element. */
  interface Node {
    getRootNode(): ShadowRoot & { activeElement: HTMLElement | null };
  }

  interface Element {
    closest(selectors: string): HTMLElement | null;
  }

  /** No field of our forms takes files; each that is asked for is there, or `has` is asked before. */
  interface FormData {
    get(name: string): string;
  }
}
