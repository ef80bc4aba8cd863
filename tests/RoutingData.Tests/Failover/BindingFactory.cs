using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData.Tests.Failover;

/// <summary>A driver as MySqlConnector is in one respect: a command cannot leave a connection on which it is being ended.</summary>
internal sealed class BindingFactory : DbProviderFactory
{
    private readonly ManualResetEventSlim _mayEnd = new();

    /// <summary>Lets every Dispose of a connection go on.</summary>
    public void LetGo() => _mayEnd.Set();

    public override DbConnection CreateConnection() => new Connection(_mayEnd);

    public override DbCommand CreateCommand() => new Command();

    private sealed class Connection(ManualResetEventSlim mayEnd) : DbConnection
    {
        private volatile bool _isDisposed;

        public bool IsBinding => !_isDisposed;

        [AllowNull]
        public override string ConnectionString { get; set; } = "";

        public override string Database => "";

        public override string DataSource => "";

        public override string ServerVersion => "";

        public override ConnectionState State => ConnectionState.Open;

        public override void Open()
        {
        }

        public override void Close()
        {
        }

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

        protected override DbCommand CreateDbCommand() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            mayEnd.Wait();
            _isDisposed = true;
        }
    }

    private sealed class Command : DbCommand
    {
        private Connection? _connection;

        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => _connection;
            set
            {
                if (_connection is { IsBinding: true }) throw new InvalidOperationException("There is an open DataReader for this command.");
                _connection = (Connection?)value;
            }
        }

        protected override DbParameterCollection DbParameterCollection => throw new NotSupportedException();

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override int ExecuteNonQuery() => throw new NotSupportedException();

        public override object ExecuteScalar() => throw new NotSupportedException();

        public override void Prepare() => throw new NotSupportedException();

        protected override DbParameter CreateDbParameter() => throw new NotSupportedException();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();
    }
}
