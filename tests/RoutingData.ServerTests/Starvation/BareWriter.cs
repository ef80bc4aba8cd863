using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Starvation;

/// <summary>
/// What is possible at best: the bare driver, told who the writer is by a thread that does nothing but ask all servers. A write without a writer
/// blocks its thread, as in the router.
/// </summary>
internal sealed class BareWriter : IStarvedWriter
{
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(10);

    private readonly DbProviderFactory _factory = MySqlDriver.Find().Factory;
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _known = new();
    private volatile string? _writer;

    public BareWriter(string[] connectionStrings)
    {
        foreach (var connectionString in connectionStrings)
            new Thread(() => Watch(connectionString)) { IsBackground = true }.Start();
    }

    public void Write(int number)
    {
        _known.Wait();
        using var connection = _factory.CreateConnection()!;
        connection.ConnectionString = _writer ?? throw new InvalidOperationException("The writer has just gone.");
        connection.Open();
        using var command = connection.Command($"INSERT INTO numbered (v) VALUES ({number})");
        command.ExecuteNonQuery();
    }

    private void Watch(string connectionString)
    {
        while (true)
        {
            try
            {
                using var connection = _factory.CreateConnection()!;
                connection.ConnectionString = connectionString + ";Pooling=false";
                connection.Open();
                while (true)
                {
                    using var command = connection.Command("SELECT @@global.read_only");
                    Note(connectionString, isWriter: Convert.ToInt32(command.ExecuteScalar(), null) == 0);
                    Thread.Sleep(BetweenQuestions);
                }
            }
            catch (DbException)
            {
                Note(connectionString, isWriter: false);
                Thread.Sleep(BetweenQuestions);
            }
        }
    }

    private void Note(string connectionString, bool isWriter)
    {
        lock (_gate)
        {
            if (isWriter) _writer = connectionString;
            else if (_writer == connectionString) _writer = null;
            if (_writer is null) _known.Reset();
            else _known.Set();
        }
    }
}
