using Microsoft.EntityFrameworkCore;
using RoutingData.Monitor;

namespace RoutingData.Bench.Consistency;

/// <summary>EF Core: SaveChanges in a transaction, then queries, all of one context.</summary>
internal sealed class EntityFrameworkPath(RoutingDbDataSource source) : ITurnPath
{
    private readonly TurnContext _context = new(source);
    private TurnRow? _row;

    public bool IsOneSession => true;

    public void Begin()
    {
    }

    public void Write(int row, int version)
    {
        if (_row is null)
        {
            _context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
            _row = _context.Turns.Attach(new TurnRow { Id = row }).Entity;
        }

        _row.Version = version;
        _context.SaveChanges();
    }

    public (int Version, ServerAddress? Server) Read(int row) =>
        (_context.Turns.AsNoTracking().Single(turn => turn.Id == row).Version, ((RoutingDbConnection)_context.Database.GetDbConnection()).LastServer);

    public void Recover()
    {
    }

    public void Dispose() => _context.Dispose();
}
