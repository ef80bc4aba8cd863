using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>Runs the statements of one command on a server, for a session.</summary>
internal sealed class StatementExecutor(ServerSession session, BoundParameters parameters)
{
    private readonly ExpressionEvaluator _evaluator = new(session, parameters);

    /// <summary>Runs a command's text; an error ends it, and is the last of the results.</summary>
    public static List<StatementResult> Execute(ServerSession session, string text, BoundParameters parameters)
    {
        var results = new List<StatementResult>();
        try
        {
            if (session.Server.AnswerTo(text) is { } answer) return [answer];
            var executor = new StatementExecutor(session, parameters);
            foreach (var statement in session.Server.Parse(text)) executor.Execute(statement, results);
        }
        catch (SimulatedDbException error)
        {
            results.Add(StatementResult.Failed(error));
        }

        return results;
    }

    // Code may bring several results, and then one of its own.
    private void Execute(SqlStatement statement, List<StatementResult> results)
    {
        switch (statement)
        {
            case CallStatement call when session.Server.Procedure(call.Procedure) is { } text:
                Run(text, call.Arguments, results);
                results.Add(StatementResult.Changed(0));
                break;
            case CallStatement call:
                throw ServerErrors.UnknownProcedure(call.Procedure);
            case ExecuteStatement execute when session.Prepared.TryGetValue(execute.Name, out var text):
                Run(text, execute.Values, results);
                break;
            case ExecuteStatement execute:
                throw ServerErrors.UnknownPreparedStatement(execute.Name);
            default:
                results.Add(Execute(statement));
                break;
        }
    }

    private void Run(string text, ImmutableArray<Expression> values, List<StatementResult> results)
    {
        var bound = new BoundParameters([.. values.Select(value => ("", _evaluator.Value(value)))]);
        var executor = new StatementExecutor(session, bound);
        foreach (var statement in session.Server.Parse(text)) executor.Execute(statement, results);
    }

    private StatementResult Execute(SqlStatement statement)
    {
        var result = statement switch
        {
            SelectStatement select => Select(select),
            InsertStatement insert => Insert(insert),
            UpdateStatement update => Update(update),
            DeleteStatement delete => Delete(delete),
            CreateTableStatement create => Create(create),
            DropTableStatement drop => Drop(drop),
            TruncateStatement truncate => Truncate(truncate),
            ShowMembersStatement when session.Server.HidesGroup => throw ServerErrors.TableDenied(session.User, "replication_group_members"),
            ShowMembersStatement show => session.Server.GroupTable(show.Columns),
            ShowReplicationStatement show => ReplicationTable.Of(session.Server, show.SaysReplica),
            CatalogStatement => StatementResult.Query(["name"], []),
            ShowTableStatement show when session.View[show.Table] is var table => StatementResult.Query(
                ["Table", "Create Table"], [[table.Name, $"CREATE TABLE `{table.Name}` (\n  {table.Definition}\n) ENGINE=InnoDB"]]),
            ShowGrantsStatement => StatementResult.Query(
                ["Grants"], [[$"GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP ON *.* TO '{session.User}'@'%'"]]),
            _ => Control(statement),
        };
        session.RowCount = result.Affected;
        return result;
    }

    private StatementResult Control(SqlStatement statement)
    {
        switch (statement)
        {
            case BeginStatement begin:
                session.Begin(begin.ReadOnly);
                break;
            case EndStatement { Commits: true }:
                CommitUnlessRefused();
                break;
            case EndStatement:
                session.RollBack();
                break;
            case SetTransactionStatement set:
                session.NextIsReadOnly = set.ReadOnly;
                break;
            case UseStatement use:
                session.Use(use.Database);
                break;
            case PrepareStatement prepare:
                session.Prepared[prepare.Name] = Values.Text(_evaluator.Value(prepare.Text) ?? "");
                break;
            case DeallocateStatement deallocate:
                session.Prepared.Remove(deallocate.Name);
                break;
            case KillStatement kill:
                session.Server.Kill(_evaluator.Value(kill.Connection));
                break;
            case SetStatement set:
                foreach (var (name, value) in set.Variables) session.SetVariable(name, _evaluator.Value(value));
                break;
        }

        return StatementResult.Changed(0);
    }

    private StatementResult Select(SelectStatement select)
    {
        if (select.Locks) session.ThrowIfReadOnly();
        if (select.Table is null)
        {
            return StatementResult.Query(
                [.. select.Items.Select(item => item.Name)], [[.. select.Items.Select(item => _evaluator.Value(item.Value))]]);
        }

        session.BeginIfAutocommitIsOff();
        var table = session.View[select.Table];
        var rows = Found(table, select.Where).Select(row => row.Value);
        if (select.Items.Any(item => item.Value is CallExpression { IsAggregate: true }))
        {
            var all = rows.ToArray();
            return StatementResult.Query(
                [.. select.Items.Select(item => item.Name)],
                [[.. select.Items.Select(item => _evaluator.Aggregate(item.Value, table, all))]]);
        }

        foreach (var key in select.OrderBy.Reverse())
        {
            var by = Comparer<object?>.Create(static (one, other) => (one, other) switch
            {
                (null, null) => 0,
                (null, _) => -1,
                (_, null) => 1,
                _ => Values.Compare(one, other),
            });
            rows = key.Descending
                ? rows.OrderByDescending(row => _evaluator.Value(key.Value, table, row), by)
                : rows.OrderBy(row => _evaluator.Value(key.Value, table, row), by);
        }

        if (select.Limit is { } limit) rows = rows.Take(limit);
        return select.Items.IsEmpty
            ? StatementResult.Query([.. table.Columns], [.. rows])
            : StatementResult.Query(
                [.. select.Items.Select(item => item.Name)],
                [.. rows.Select(row => select.Items.Select(item => _evaluator.Value(item.Value, table, row)).ToArray())]);
    }

    private StatementResult Insert(InsertStatement insert)
    {
        session.ThrowIfReadOnly();
        session.BeginIfAutocommitIsOff();
        WaitForLocks();
        var table = session.View[insert.Table];
        var changes = ImmutableArray.CreateBuilder<Change>();
        foreach (var given in insert.Rows)
        {
            var row = new object?[table.Columns.Length];
            for (var i = 0; i < given.Length; i++)
                row[insert.Columns.IsEmpty ? i : table.IndexOf(insert.Columns[i])] = _evaluator.Value(given[i]);
            if (table.AutoIncrementColumn >= 0)
                row[table.AutoIncrementColumn] = session.LastInsertId = session.Server.NextNumber(table, row[table.AutoIncrementColumn]);

            if (table.TimeColumn >= 0) row[table.TimeColumn] ??= session.Server.Now;
            var key = table.KeyColumn >= 0 ? row[table.KeyColumn] ?? "" : session.Server.NextNumber(table, null);
            // A key is compared with what is committed now, whatever the transaction sees.
            if (table.Rows.ContainsKey(key) || IsTakenMeanwhile(table, key) || changes.Any(change => ((RowChange)change).Key.Equals(key)))
                throw ServerErrors.Duplicate(key, table.Name);
            changes.Add(new RowChange(table.Name, key, row));
        }

        session.Change(changes.ToImmutable());
        return StatementResult.Changed(changes.Count);
    }

    private bool IsTakenMeanwhile(SimulatedTable table, object key) =>
        session.Transaction is { } transaction && session.Server.Database.Tables.TryGetValue(table.Name, out var now) && now.Rows.ContainsKey(key) &&
        !transaction.Changes.Any(change => change is RowChange row && row.Table == table.Name && row.Key.Equals(key));

    private StatementResult Update(UpdateStatement update)
    {
        session.ThrowIfReadOnly();
        session.BeginIfAutocommitIsOff();
        var table = session.View[update.Table];
        var changes = ImmutableArray.CreateBuilder<Change>();
        foreach (var (key, former) in Found(table, update.Where))
        {
            var row = (object?[])former.Clone();
            foreach (var (column, value) in update.Sets) row[table.IndexOf(column)] = _evaluator.Value(value, table, former);
            var newKey = table.KeyColumn >= 0 ? row[table.KeyColumn] ?? "" : key;
            if (!newKey.Equals(key)) changes.Add(new RowChange(table.Name, key, null));
            changes.Add(new RowChange(table.Name, newKey, row));
        }

        session.Change(changes.ToImmutable());
        return StatementResult.Changed(changes.Count(change => change is RowChange { Values: not null }));
    }

    private StatementResult Delete(DeleteStatement delete)
    {
        session.ThrowIfReadOnly();
        session.BeginIfAutocommitIsOff();
        var table = session.View[delete.Table];
        ImmutableArray<Change> changes =
        [
            .. Found(table, delete.Where).Take(delete.Limit ?? int.MaxValue).Select(row => new RowChange(table.Name, row.Key, null)),
        ];
        session.Change(changes);
        return StatementResult.Changed(changes.Length);
    }

    private StatementResult Create(CreateTableStatement create)
    {
        session.ThrowIfReadOnly();
        session.Commit();
        if (!session.View.Tables.ContainsKey(create.Table.Name)) session.Change([new TableChange(create.Table.Name, create.Table)]);
        else if (!create.IfNotExists) throw ServerErrors.TableExists(create.Table.Name);
        return StatementResult.Changed(0);
    }

    private StatementResult Drop(DropTableStatement drop)
    {
        session.ThrowIfReadOnly();
        session.Commit();
        if (session.View.Tables.ContainsKey(drop.Table)) session.Change([new TableChange(drop.Table, null)]);
        else if (!drop.IfExists) throw ServerErrors.UnknownTable(drop.Table);
        return StatementResult.Changed(0);
    }

    private StatementResult Truncate(TruncateStatement truncate)
    {
        session.ThrowIfReadOnly();
        session.Commit();
        var table = session.View[truncate.Table];
        session.Change([.. Found(table, null).Select(row => new RowChange(table.Name, row.Key, null))]);
        return StatementResult.Changed(0);
    }

    // A COMMIT whose lock does not come in time rolls back, as on real servers.
    private void CommitUnlessRefused()
    {
        if (session.Transaction is { Changes.Count: > 0 } && session.Server.TakeLock(forCommit: true) is { } refusal)
        {
            session.RollBack();
            throw refusal;
        }

        session.Commit();
    }

    // A deadlock rolls the transaction back; a lock that does not come in time undoes the statement alone.
    private void WaitForLocks()
    {
        if (session.Id == 0 || session.Server.TakeLock(forCommit: false) is not { } refusal) return;
        if (refusal.Number == 1213) session.RollBack();
        throw refusal;
    }

    private IEnumerable<KeyValuePair<object, object?[]>> Found(SimulatedTable table, Expression? where) => where is null
        ? table.Rows
        : table.Rows.Where(row => Values.IsTrue(_evaluator.Value(where, table, row.Value)));
}
