using System.Diagnostics;
using System.IO.Pipes;
using RoutingData.Testing;

namespace RoutingData.ServerTests.LocalClusters;

/// <summary>Nothing stays behind, however the owner of a cluster ends.</summary>
public sealed class CleanUpTests
{
    private const string PipeVariable = "ROUTINGDATA_CLUSTER_OWNER_PIPE";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disposed_cluster_leaves_no_process_and_no_folder()
    {
        var parent = Directory.CreateTempSubdirectory("routingdata-test-");
        var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { DataFolder = parent.FullName }, Token);
        await cluster.PauseAsync("db003", Token);
        var processes = cluster.Servers.Select(server => server.ProcessId!.Value).ToArray();
        Assert.NotEmpty(parent.EnumerateDirectories());

        await cluster.DisposeAsync();
        await cluster.DisposeAsync();

        Assert.All(processes, process => Assert.False(IsServer(process)));
        Assert.Empty(parent.EnumerateFileSystemInfos());
        parent.Delete();
    }

    [Fact]
    public async Task Owner_killed_with_SIGKILL_leaves_no_process_and_no_folder()
    {
        var parent = Directory.CreateTempSubdirectory("routingdata-test-");
        var pipeName = Path.Combine(parent.FullName, "pipe");
        await using var pipe = new NamedPipeServerStream(
            pipeName, PipeDirection.In, maxNumberOfServerInstances: 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        using var owner = StartOwner(pipeName);
        var connected = pipe.WaitForConnectionAsync(Token);
        Assert.Same(connected, await Task.WhenAny(connected, owner.WaitForExitAsync(Token)));
        using var reader = new StreamReader(pipe);
        var processes = (await reader.ReadLineAsync(Token))!.Split(' ').Select(int.Parse).ToArray();
        Assert.All(processes, process => Assert.True(IsServer(process)));
        Assert.Single(parent.EnumerateDirectories());

        owner.Kill();
        await owner.WaitForExitAsync(Token);

        await Wait.UntilAsync(() => !processes.Any(IsServer), "the servers of the killed owner are gone");
        await Wait.UntilAsync(() => !parent.EnumerateDirectories().Any(), "the folder of the killed owner is gone");
        parent.Delete(recursive: true);
    }

    /// <summary>What the killed owner runs: not a test, so it runs only when asked for by name.</summary>
    [Fact(Explicit = true)]
    public async Task Owner_that_waits_to_be_killed()
    {
        var pipeName = Environment.GetEnvironmentVariable(PipeVariable)!;
        await using var cluster = await LocalCluster.StartAsync(
            new LocalClusterOptions { DataFolder = Path.GetDirectoryName(pipeName) }, Token);
        await using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.Out, PipeOptions.Asynchronous);
        await pipe.ConnectAsync(Token);
        await using var writer = new StreamWriter(pipe);
        await writer.WriteLineAsync(string.Join(' ', cluster.Servers.Select(server => server.ProcessId)));
        await writer.FlushAsync(Token);
        await Task.Delay(Timeout.Infinite, Token);
    }

    private static Process StartOwner(string pipeName)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            Environment = { [PipeVariable] = pipeName },
        };
        // Run as dotnet RoutingData.ServerTests.dll it is not a program of its own.
        if (Path.GetFileName(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(CleanUpTests).Assembly.Location);
        string[] arguments = ["-explicit", "only", "-method", $"{typeof(CleanUpTests).FullName}.{nameof(Owner_that_waits_to_be_killed)}"];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    // A zombie, or another program that was given the id, is none.
    private static bool IsServer(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains("--datadir=", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
