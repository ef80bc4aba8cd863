using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData.Tests.Pools;

/// <summary>A driver whose opens wait until they are let in, one by one.</summary>
internal sealed class TurnstileFactory : DbProviderFactory
{
    private readonly Queue<TaskCompletionSource> _waiting = new();

    public int Waiting => _waiting.Count;

    public void LetIn() => _waiting.Dequeue().SetResult();

    public override DbConnection CreateConnection() => new Connection(this);

    private Task WaitAsync()
    {
        var waiting = new TaskCompletionSource();
        _waiting.Enqueue(waiting);
        return waiting.Task;
    }

    private sealed class Connection(TurnstileFactory factory) : DbConnection
    {
        [AllowNull]
        public override string ConnectionString { get; set; } = "";

        public override string Database => "";

        public override string DataSource => "";

        public override string ServerVersion => "";

        public override ConnectionState State => ConnectionState.Open;

        public override Task OpenAsync(CancellationToken cancellationToken) => factory.WaitAsync();

        public override void Open() => throw new NotSupportedException();

        public override void Close()
        {
        }

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

        protected override DbCommand CreateDbCommand() => throw new NotSupportedException();
    }
}
