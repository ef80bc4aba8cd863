using RoutingData.Testing.Processes;

namespace RoutingData.Testing.Flavors;

/// <summary>The server program of an installation, and its version as it says it itself.</summary>
internal sealed record ServerInstallation(string Server, string Version)
{
    /// <summary>Asks a program for its version.</summary>
    public static async Task<ServerInstallation> OfAsync(string server, CancellationToken cancellationToken)
    {
        var version = await FinishedProgram.RunAsync(server, ["--no-defaults", "--version"], "", cancellationToken).ConfigureAwait(false);
        return new ServerInstallation(server, version.Output.Trim());
    }
}
