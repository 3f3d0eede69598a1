import { useLocation, useSearchParams } from "wouter";
import { Page } from "../../../components/Page";
import type { AccountStatus } from "../../api/types";
import { useMay } from "../../app/may";
import { Field } from "../../components/Field";
import { Filter } from "../../components/Filter";
import { Opener } from "../../components/Opener";
import { Select } from "../../components/Select";
import { useWords } from "../../words/words";
import { AccountList } from "./AccountList";
import { OpenAccountDialog } from "./OpenAccountDialog";

const STATUSES: readonly AccountStatus[] = ["active", "blocked", "closed"];

/** Accounts, to be found by a number or a name. */
export function AccountsPage() {
  const { say } = useWords();
  const may = useMay();
  const [, go] = useLocation();
  const [params] = useSearchParams();
  const words = params.get("q") ?? "";
  const status = STATUSES.find((each) => each === params.get("status")) ?? null;
  return (
    <Page title={say("accounts.title")}>
      <Filter key={`${words} ${status}`} label={say("accounts.search")}>
        <Field
          label={say("accounts.words")}
          name="q"
          type="search"
          defaultValue={words}
          maxLength={200}
        />
        <Select
          label={say("accounts.status")}
          name="status"
          defaultValue={status ?? ""}
          options={[
            ["", say("accounts.any")],
            ...STATUSES.map((each) => [each, say(`account.status.${each}`)] as const),
          ]}
        />
      </Filter>
      <AccountList query={{ words, status }} />
      {may("open_account") && (
        <p className="further">
          <Opener label={say("accounts.open")}>
            {(close) => (
              <OpenAccountDialog onClose={close} onOpened={(number) => go(`/accounts/${number}`)} />
            )}
          </Opener>
        </p>
      )}
    </Page>
  );
}
