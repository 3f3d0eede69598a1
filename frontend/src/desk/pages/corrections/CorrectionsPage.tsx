import { useState } from "react";
import { Choice } from "../../../components/Choice";
import { Page } from "../../../components/Page";
import { Paged } from "../../components/Paged";
import { Table } from "../../components/Table";
import { useCorrections } from "../../resources/charges";
import { useWords } from "../../words/words";
import { columnsOf } from "./columns";

type Shown = "pending" | "all";
const SHOWN: readonly Shown[] = ["pending", "all"];

/** Refunds above the limit, until a second person has decided; and what became of all of them. */
export function CorrectionsPage() {
  const language = useWords();
  const { say } = language;
  const [shown, setShown] = useState<Shown>("pending");
  const isPending = shown === "pending";
  return (
    <Page title={say("corrections.title")}>
      <p className="lead">{say("corrections.lead")}</p>
      <Choice
        legend={say("corrections.show")}
        values={SHOWN}
        value={shown}
        name={(each) => say(`corrections.${each}`)}
        onChoose={setShown}
      />
      <Paged query={useCorrections(isPending)} rowsOf={({ corrections }) => corrections}>
        {(rows) => (
          <Table
            caption={say("corrections.title")}
            columns={columnsOf(language)}
            rows={rows}
            keyOf={({ id }) => id}
            empty={say(isPending ? "corrections.none" : "corrections.none.all")}
          />
        )}
      </Paged>
    </Page>
  );
}
