namespace RoutingData.Tests.SessionStates;

/// <summary>A small server, and what it does to the transaction of one connection. Independent of the model: by words, not by traits.</summary>
internal sealed class TrueTransaction(Random random)
{
    public bool IsOpen { get; private set; }

    public bool Autocommit { get; private set; } = true;

    /// <summary>Whether rows of the caller's present piece of work are committed.</summary>
    public bool HasCommittedRows { get; private set; }

    /// <summary>How often something was committed.</summary>
    public int Commits { get; private set; }

    private bool HasRows { get; set; }

    private bool Chains { get; set; }

    /// <summary>The caller's object begins, and from then on says what the piece of work is.</summary>
    public void Begin()
    {
        Commit();
        (IsOpen, HasCommittedRows, IsOwned) = (true, false, true);
    }

    private bool IsOwned { get; set; }

    /// <summary>Runs one statement; some fail, and some do what nobody can know.</summary>
    /// <returns>The number of its error; null when it succeeded.</returns>
    public int? Run(string statement)
    {
        var error = RunOne(statement);
        Hear(statement, error);
        // Outside any transaction each statement is a piece of work of its own, and of one that code has begun the caller knows nothing.
        if (!IsOwned && ((!IsOpen && Autocommit) || !(HasSaidBegin || HasSaidOff))) HasCommittedRows = false;
        return error;
    }

    private bool HasSaidBegin { get; set; }

    private bool HasSaidOff { get; set; }

    private void Hear(string statement, int? error)
    {
        if (error is not null) return;
        if (statement is "BEGIN" or "COMMIT" or "ROLLBACK") HasSaidBegin = statement == "BEGIN" || Chains;
        if (statement.StartsWith("SET autocommit", StringComparison.Ordinal)) HasSaidOff = statement.EndsWith('0');
    }

    private int? RunOne(string statement)
    {
        switch (statement)
        {
            case "INSERT INTO t VALUES (1)":
                return Write();
            case "SELECT 1 FROM t":
                BeginIfNeeded();
                return null;
            case "BEGIN":
                Word(Commit);
                IsOpen = true;
                return null;
            case "COMMIT" or "ROLLBACK":
                Word(statement == "COMMIT" ? Commit : Rollback);
                IsOpen = Chains;
                return null;
            case "TRUNCATE t":
                // Some fail after they have committed.
                Commit();
                if (random.Next(3) == 0) return 1146;
                HasCommittedRows = true;
                Commits++;
                return null;
            case "LOCK TABLES t WRITE":
                Commit();
                IsOpen = !Autocommit;
                return null;
            case "SET autocommit = 1":
                if (!Autocommit) Commit();
                Autocommit = true;
                return null;
            case "SET autocommit = 0":
                Autocommit = false;
                return null;
            case "SET completion_type = 1":
                Chains = true;
                return null;
            case "CALL p()":
                for (var left = random.Next(3); left >= 0; left--)
                {
                    if (random.Next(3) == 0) Write();
                    else if (random.Next(3) == 0) Commit();
                    else if (random.Next(3) == 0) Rollback();
                    else if (random.Next(3) == 0) IsOpen = true;
                    else if (random.Next(3) == 0) Autocommit = !Autocommit;
                }

                return random.Next(4) == 0 ? 1213 : null;
            case "SELEC 1":
                return 1064;
            default:
                throw new ArgumentOutOfRangeException(nameof(statement), statement, "The server does not know it.");
        }
    }

    private int? Write()
    {
        switch (random.Next(8))
        {
            case 0:
                return 1062;
            case 1:
                // Deadlock: all is undone, and what comes next is in a new transaction, or in none.
                var wasOpen = IsOpen;
                Rollback();
                IsOpen = wasOpen && random.Next(2) == 0;
                return 1213;
            case 2:
                if (random.Next(2) == 0) Rollback();
                return 1205;
        }

        BeginIfNeeded();
        HasRows = true;
        if (!IsOpen) Commit();
        return null;
    }

    private void BeginIfNeeded() => IsOpen |= !Autocommit;

    // What the caller ends by a word of his own is no part of what comes next, unless his object says otherwise.
    private void Word(Action end)
    {
        end();
        if (!IsOwned) HasCommittedRows = false;
    }

    private void Commit()
    {
        HasCommittedRows |= HasRows;
        if (HasRows) Commits++;
        Rollback();
    }

    private void Rollback() => (IsOpen, HasRows) = (false, false);
}
