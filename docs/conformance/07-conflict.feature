Feature: The same id with other content changes nothing
  An id names one operation for ever. Whatever else comes under it is refused and leaves the first one
  as it was.

  Scenario Outline: Another <what> under a used id is a conflict
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform sends "tx-1" again with the <what> <value>
    Then the answer is conflict
    And the subscriber has 450.00
    When the platform sends the charge "tx-1" again
    Then the answer is ok, as before
    And the subscriber has 450.00

    Examples:
      | what       | value      |
      | amount     | 50.01      |
      | amount     | 0.01       |
      | product    | Office     |
      | text       | Two months |
      | period end | 2026-06-30 |
      | full price | 60.00      |

  Scenario: Another account under a used id is a conflict
    Given a subscriber with 500.00
    And a neighbour with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform sends "tx-1" again with the account of the neighbour
    Then the answer is conflict
    And the subscriber has 450.00
    And the neighbour has 500.00

  Scenario: A conflict is one through another facade, too
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform sends "tx-1" again with the amount 60.00 through its other facade
    Then the other facade answers conflict
    And the subscriber has 450.00

  Scenario Outline: One sum written as <written> is the same content
    Given a subscriber with 500.00
    And the platform has charged the subscriber 50.00 as "tx-1"
    When the platform sends "tx-1" again with the amount <written>
    Then the answer is ok, as before
    And the subscriber has 450.00

    Examples:
      | written |
      | 50      |
      | 50.0    |
      | 50.00   |
