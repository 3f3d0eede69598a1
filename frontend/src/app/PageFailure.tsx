import { useState } from "react";
import { Button } from "../components/Button";
import { Note } from "../components/Note";
import { Page } from "../components/Page";
import { useLanguage } from "../words/context";

/** In place of a page whose code did not come: the line is cut, or the server has a newer one. */
export function PageFailure() {
  const { say } = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const reload = async () => {
    setBusy(true);
    if (await answers()) location.reload();
    else setBusy(false);
  };
  return (
    <Page title={say("page.failed.title")}>
      <div role="alert">
        <Note tone="bad">
          <p>{say("page.failed")}</p>
          <Button busy={isBusy} onClick={reload}>
            {say("page.reload")}
          </Button>
        </Note>
      </div>
    </Page>
  );
}

/** Whether there is a page to load: without one the browser would show its own, which leads nowhere. */
async function answers(): Promise<boolean> {
  try {
    return (await fetch(location.href, { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
