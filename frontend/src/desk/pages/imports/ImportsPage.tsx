import { useState } from "react";
import { Button } from "../../../components/Button";
import { Page } from "../../../components/Page";
import { type ImportWish, isWhole, useImport } from "../../resources/imports";
import { useWords } from "../../words/words";
import { ImportForm } from "./ImportForm";
import { ImportReport } from "./ImportReport";
import { LoadDialog } from "./LoadDialog";

/** A file is checked first, with nothing changed; what was checked can be imported. */
export function ImportsPage() {
  const { say } = useWords();
  const { state, begin, forget } = useImport();
  const [checked, setChecked] = useState<ImportWish | null>(null);
  const [isAsked, setAsked] = useState(false);

  const check = async (wish: ImportWish) => {
    setChecked(null);
    if (isWhole(await begin(wish))) setChecked(wish);
  };
  const load = (wish: ImportWish) => {
    setAsked(false);
    setChecked(null);
    void begin({ ...wish, isDry: false });
  };
  const change = () => {
    setChecked(null);
    forget();
  };
  const created = state?.progress?.created ?? 0;
  return (
    <Page title={say("imports.title")}>
      <p className="lead">{say("imports.lead")}</p>
      <ImportForm isBusy={state?.isRunning ?? false} onCheck={check} onChange={change} />
      {state && <ImportReport state={state} />}
      {checked && created > 0 && (
        <p className="further">
          <Button look="main" onClick={() => setAsked(true)}>
            {say("imports.load")}
          </Button>
        </p>
      )}
      {checked && isAsked && (
        <LoadDialog
          wish={checked}
          created={created}
          onLoad={() => load(checked)}
          onClose={() => setAsked(false)}
        />
      )}
    </Page>
  );
}
