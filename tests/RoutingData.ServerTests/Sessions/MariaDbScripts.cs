namespace RoutingData.ServerTests.Sessions;

/// <summary>Scripts of statements that only MariaDB has.</summary>
internal static class MariaDbScripts
{
    public static IReadOnlyList<(string Requirement, string Name, string Lines)> All { get; } =
    [
        ("D18", "A sequence's next value is the writer's, its last the session's", """
            SELECT (NEXT VALUE FOR counter) > 0 | W | 1
            SELECT 1 | R
            SELECT PREVIOUS VALUE FOR counter > 0 | W | 1
            SELECT COALESCE(SETVAL(counter, 5000), 5000) | W | 5000
            SELECT NEXTVAL(counter) > 5000 | W | 1
            SELECT 2 | R
            SELECT LASTVAL(counter) > 5000 | W | 1
            """),
        ("D16", "Settings of one statement, compound statements and text that is executed", """
            SET STATEMENT max_statement_time = 100 FOR SELECT 5 | R | 5
            SELECT @@max_statement_time = 0 | R | 1
            EXECUTE IMMEDIATE 'SET @of_text = 8' | W
            SELECT @of_text | W | 8
            :reopen
            BEGIN NOT ATOMIC SET @of_block = 9; END | W
            SELECT @of_block | W | 9
            """),
    ];
}
