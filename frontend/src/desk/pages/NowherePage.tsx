import { Link } from "wouter";
import { Page } from "../../components/Page";
import { useWords } from "../words/words";

interface Props {
  /** What to say of it, where the address is right but not for everybody. */
  why?: string;
}

/** An address that shows nothing. */
export function NowherePage({ why }: Props) {
  const { say } = useWords();
  return (
    <Page title={say("nowhere.title")}>
      {why && <p className="lead">{why}</p>}
      <p>
        <Link href="/">{say("nowhere.home")}</Link>
      </p>
    </Page>
  );
}
