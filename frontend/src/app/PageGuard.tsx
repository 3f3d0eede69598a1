import { Component, type ReactNode } from "react";
import { PageFailure } from "./PageFailure";

interface Props {
  children: ReactNode;
}

/** A page that cannot be shown says so, and what surrounds it stays. React wants a class for this. */
export class PageGuard extends Component<Props> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <PageFailure /> : this.props.children;
  }
}
