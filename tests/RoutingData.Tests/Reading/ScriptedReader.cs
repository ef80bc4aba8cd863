using System.Data;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Reading;

/// <summary>Rows of one number, and what the driver does instead of the next one.</summary>
internal sealed class ScriptedReader(int rows) : FakeReader([Table(rows)], instead: null)
{
    /// <summary>What a call throws from now on.</summary>
    public Exception? Throws { get; set; }

    /// <summary>What Dispose throws.</summary>
    public Exception? DisposeThrows { get; set; }

    /// <summary>What <see cref="NextResultAsync"/> waits for.</summary>
    public Task<bool>? PendingResult { get; set; }

    /// <summary>What <see cref="ReadAsync"/> waits for.</summary>
    public Task<bool>? Pending { get; set; }

    public int Disposals { get; private set; }

    public override bool Read() => Throws is null ? base.Read() : throw Throws;

    public override bool NextResult() => Throws is null ? base.NextResult() : throw Throws;

    public override int GetInt32(int ordinal) => Throws is null ? base.GetInt32(ordinal) : throw Throws;

    public override Task<bool> ReadAsync(CancellationToken cancellationToken) => Pending ?? base.ReadAsync(cancellationToken);

    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) =>
        PendingResult ?? base.NextResultAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        Disposals++;
        if (DisposeThrows is not null) throw DisposeThrows;
    }

    private static DataTable Table(int rows)
    {
        var table = new DataTable();
        table.Columns.Add("n", typeof(int));
        for (var i = 0; i < rows; i++) table.Rows.Add(i);
        return table;
    }
}
