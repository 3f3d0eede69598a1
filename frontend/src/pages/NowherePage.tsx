import { Link } from "wouter";
import { Page } from "../components/Page";
import { useLanguage } from "../words/context";

/** An address that shows nothing. */
export function NowherePage() {
  const { say } = useLanguage();
  return (
    <Page title={say("nowhere.title")}>
      <p>
        <Link href="/">{say("nowhere.home")}</Link>
      </p>
    </Page>
  );
}
