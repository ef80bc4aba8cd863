using System.Globalization;
using System.Text;

namespace RoutingData.Testing.Simulation;

/// <summary>A server's binary log, with what has come of it: its tables and its GTID position.</summary>
internal sealed class ServerLog(SimulatedServer server)
{
    private readonly List<LoggedTransaction> _transactions = [];
    private readonly HashSet<LoggedTransaction> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, long> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private long _committed;
    private string? _gtid = "";
    private string? _state = "";

    public Database Database { get; private set; } = Database.Empty;

    /// <summary>The transactions in the order in which they were applied.</summary>
    public IReadOnlyList<LoggedTransaction> Transactions => _transactions;

    /// <summary><c>gtid_current_pos</c> or <c>gtid_executed</c>.</summary>
    public string Gtid => _gtid ??= server.IsMariaDb ? MariaDbPosition() : MySqlSet();

    /// <summary>MariaDB's <c>gtid_slave_pos</c>: the last one that came from another server.</summary>
    public string AppliedGtid
    {
        get
        {
            for (var last = _transactions.Count - 1; last >= 0; last--)
            {
                if (_transactions[last].Origin != server) return PositionOf(_transactions[last]);
            }

            return "";
        }
    }

    /// <summary>MariaDB's <c>gtid_binlog_state</c>: the last one of each server.</summary>
    public string GtidState => _state ??= string.Join(',', _transactions.GroupBy(transaction => transaction.Origin).Select(origin => PositionOf(origin.Last())));

    public bool Contains(LoggedTransaction transaction) => _known.Contains(transaction);

    /// <summary>Commits changes of the server's own.</summary>
    public LoggedTransaction Commit(IReadOnlyList<Change> changes)
    {
        var transaction = Next(changes);
        Append(transaction);
        return transaction;
    }

    /// <summary>Numbers changes. MariaDB goes on from whatever it has seen, and so does a group, MySQL from its own last one.</summary>
    public LoggedTransaction Next(IReadOnlyList<Change> changes)
    {
        _committed = (server.IsMariaDb || server.IsGrouped) && _transactions is [.., var last] ? last.Sequence + 1 : _committed + 1;
        return new LoggedTransaction(server, _committed, [.. changes]);
    }

    public void Append(LoggedTransaction transaction)
    {
        _transactions.Add(transaction);
        _known.Add(transaction);
        (_gtid, _state) = (null, null);
        Database = Database.With(transaction.Changes);
        foreach (var change in transaction.Changes)
        {
            if (change is RowChange { Key: long number }) NextNumber(change.Table, number);
        }
    }

    /// <summary>Becomes what another log is up to where both part, as a server that is cloned anew.</summary>
    /// <param name="isKept">Whether a transaction is in the other log.</param>
    /// <returns>What is lost by it.</returns>
    public IReadOnlyList<LoggedTransaction> CutTo(Predicate<LoggedTransaction> isKept)
    {
        var lost = _transactions.Where(transaction => !isKept(transaction)).ToArray();
        if (lost.Length == 0) return lost;
        var kept = _transactions.Where(transaction => isKept(transaction)).ToArray();
        _transactions.Clear();
        _known.Clear();
        Database = Database.Empty;
        (_gtid, _state) = ("", "");
        foreach (var transaction in kept) Append(transaction);
        return lost;
    }

    public long NextNumber(string table, long? given)
    {
        var number = given ?? _numbers.GetValueOrDefault(table) + 1;
        _numbers[table] = Math.Max(number, _numbers.GetValueOrDefault(table));
        return number;
    }

    private string MariaDbPosition() => _transactions is [.., var last] ? PositionOf(last) : "";

    private static string PositionOf(LoggedTransaction last) =>
        string.Create(CultureInfo.InvariantCulture, $"0-{last.Origin.ServerId}-{last.Sequence}");

    private string MySqlSet()
    {
        var set = new StringBuilder();
        foreach (var origin in _transactions.GroupBy(transaction => transaction.Origin.GtidSource).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            set.Append(set.Length > 0 ? "," : "").Append(origin.Key);
            var (first, last) = (1L, 0L);
            foreach (var sequence in origin.Select(transaction => transaction.Sequence).Order().Append(long.MaxValue))
            {
                if (sequence == last + 1)
                {
                    last = sequence;
                    continue;
                }

                if (last > 0) set.Append(CultureInfo.InvariantCulture, $":{first}-{last}");
                (first, last) = (sequence, sequence);
            }
        }

        return set.ToString();
    }
}
