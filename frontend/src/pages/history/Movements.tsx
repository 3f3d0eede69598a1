import { Button } from "../../components/Button";
import { Loaded } from "../../components/Loaded";
import { useMovements } from "../../resources/money";
import { useLanguage } from "../../words/context";
import { MovementRow } from "./MovementRow";
import { monthGroups } from "./monthGroups";

/** Every movement, newest first, month by month; older ones when they are asked for. */
export function Movements() {
  const { say, month: inWords } = useLanguage();
  const query = useMovements();
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const groups = monthGroups(pages.flatMap(({ movements }) => movements));
        return (
          <>
            {groups.length === 0 && <p className="empty">{say("movements.none")}</p>}
            {groups.map(({ id, month, movements }) => (
              <div key={id} className="card">
                <h3 className="capital">{inWords(month)}</h3>
                <ul className="movements" aria-label={inWords(month)}>
                  {movements.map((each) => (
                    <MovementRow key={each.id} movement={each} />
                  ))}
                </ul>
              </div>
            ))}
            {query.hasNextPage && (
              <Button busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
                {say("more")}
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
