using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RoutingData.Testing;

namespace RoutingData.Bench.Targets;

/// <summary>A proxy with one port for the writer and one that spreads connections over the readers.</summary>
internal sealed record TcpProxy(Process Process, int WritePort, int ReadPort)
{
    public static Task<TcpProxy> StartHaProxyAsync(LocalServer writer, IEnumerable<LocalServer> readers) => StartAsync(
        "haproxy", ["-db", "-q", "-f"], "apt-get install haproxy",
        (write, read) => $"""
            global
              maxconn 2000
            defaults
              mode tcp
              timeout connect 5s
              timeout client 1h
              timeout server 1h
            listen writes
              bind 127.0.0.1:{write}
              server {writer.Name} {writer.Address}
            listen reads
              bind 127.0.0.1:{read}
              balance roundrobin
              {string.Join("\n  ", readers.Select(reader => $"server {reader.Name} {reader.Address}"))}

            """);

    public static Task<TcpProxy> StartMySqlRouterAsync(string program, LocalServer writer, IEnumerable<LocalServer> readers) => StartAsync(
        program, ["-c"], "unpack MySQL Router, and name its program with --mysqlrouter",
        (write, read) => $"""
            [DEFAULT]
            {PluginFolderOf(program)}
            [routing:writes]
            {Route(write)}
            destinations={writer.Address}
            routing_strategy=first-available
            [routing:reads]
            {Route(read)}
            destinations={string.Join(',', readers.Select(reader => reader.Address))}
            routing_strategy=round-robin

            """);

    /// <exception cref="InvalidOperationException">It ended, or did not listen in five seconds.</exception>
    public async Task WaitUntilItListensAsync()
    {
        for (var tries = 0; tries < 100 && !Process.HasExited; tries++)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, ReadPort);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException($"{Process.StartInfo.FileName} does not listen: {Process.StandardError.ReadToEnd()}");
    }

    private static string Route(int port) => $"""
        bind_address=127.0.0.1
        bind_port={port}
        protocol=classic
        client_ssl_mode=DISABLED
        server_ssl_mode=DISABLED
        max_connections=2000
        """;

    // Unpacked beside the system it does not find its plugins by itself.
    private static string PluginFolderOf(string program)
    {
        var bin = Path.GetDirectoryName(Path.GetFullPath(program))!;
        string[] places = ["../root/usr/lib/mysqlrouter/plugin", "../lib/mysqlrouter/plugin"];
        var found = places.Select(place => Path.GetFullPath(Path.Combine(bin, place))).FirstOrDefault(Directory.Exists);
        return found is null ? "" : $"plugin_folder={found}";
    }

    private static async Task<TcpProxy> StartAsync(string program, string[] arguments, string howToGetIt, Func<int, int, string> configure)
    {
        var (write, read) = (FreePort(), FreePort());
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, configure(write, read));
        try
        {
            var start = new ProcessStartInfo(program, [.. arguments, file]) { RedirectStandardError = true, RedirectStandardOutput = true };
            return new TcpProxy(Process.Start(start)!, write, read);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"{program} is not installed: {howToGetIt}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
