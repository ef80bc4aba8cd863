using System.Data.Common;
using RoutingData.Configuration;
using RoutingData.Connecting;
using RoutingData.Monitor;

namespace RoutingData.Runtime;

/// <summary>Makes connections of the driver's own to the present writer, which belong to no session: for what an ORM does before there is a database.</summary>
internal readonly struct WriterConnections(RoutingRuntime runtime)
{
    /// <summary>Aims a connection string of the driver at the writer, with the data source's user where it names none.</summary>
    /// <exception cref="RoutingDbException">There is no server, or no writer, in time.</exception>
    public async ValueTask<string> AimAsync(bool async, string connectionString, CancellationToken cancellationToken) =>
        ServerConnectionString.AimAt(
            await WriterAsync(async, cancellationToken).ConfigureAwait(false), runtime.Driver.Factory, connectionString,
            runtime.Plan.Configuration.SharedConnectionString);

    /// <summary>Opens a connection of the driver to the writer, as the application's user and to no database; not pooled.</summary>
    /// <exception cref="RoutingDbException">There is no server, or no writer, in time.</exception>
    public async ValueTask<DbConnection> OpenWithoutDatabaseAsync(bool async, CancellationToken cancellationToken)
    {
        var writer = await WriterAsync(async, cancellationToken).ConfigureAwait(false);
        var factory = runtime.Driver.Factory;
        var connection = factory.CreateConnection()!;
        try
        {
            connection.ConnectionString = ServerConnectionString.WithoutDatabase(
                writer, factory, runtime.Plan.Configuration.SharedConnectionString);
            if (async) await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            else connection.Open();
            return connection;
        }
        catch
        {
            if (async) await connection.DisposeAsync().ConfigureAwait(false);
            else connection.Dispose();
            throw;
        }
    }

    private async ValueTask<ServerAddress> WriterAsync(bool async, CancellationToken cancellationToken)
    {
        var configuration = runtime.Plan.Configuration;
        var timeout = OpenTimeout.Of(configuration.ConnectionTimeoutSeconds);
        await runtime.WaitForAnswerAsync(async, cancellationToken).ConfigureAwait(false);
        var topology = await runtime.Monitor.WaitAsync(async, HasWriter, timeout, cancellationToken).ConfigureAwait(false);
        return topology?.WriterOf(configuration.DefaultHostgroup)?.Address
            ?? throw NoServer.InTime(runtime.Monitor.Current, configuration.DefaultHostgroup, timeout);

        bool HasWriter(TopologySnapshot topology) => topology.WriterOf(configuration.DefaultHostgroup) is not null;
    }
}
