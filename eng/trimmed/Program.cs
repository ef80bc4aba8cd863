using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using RoutingData;
using RoutingData.Monitor.Drivers;
using RoutingData.Testing;

// Opens through the router on a real server, and looks whether the driver's socket is found, which is reached through private fields that
// nothing but their names as texts refers to.
await using var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Replicas = 0 });
await using var source = new RoutingDbDataSource(cluster.ConnectionString);
await using var connection = source.CreateConnection();
await connection.OpenAsync();
await using var command = connection.CreateCommand();
command.CommandText = "SELECT SUBSTRING_INDEX(host, ':', -1) FROM information_schema.processlist WHERE id = CONNECTION_ID()";

var driver = connection.GetDriverConnection<DbConnection>();
var port = int.Parse(Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture);
var socket = MySqlDriver.Find().SocketCut?.SocketOf(driver) as Socket;
var isFound = (socket?.LocalEndPoint as IPEndPoint)?.Port == port;

Console.WriteLine(
    $"{MySqlDriver.Find().Name}, {(RuntimeFeature.IsDynamicCodeSupported ? "just in time" : "ahead of time")}, on {cluster.ServerVersion}: " +
    $"the socket of the connection from port {port} was {(isFound ? "found" : "NOT FOUND")}.");
return isFound ? 0 : 1;
