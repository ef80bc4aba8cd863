using System.Runtime.Versioning;
using RoutingData.Testing.Flavors;
using RoutingData.Testing.Groups;
using RoutingData.Testing.Processes;

namespace RoutingData.Testing;

public sealed partial class LocalCluster
{
    [SupportedOSPlatform("linux")]
    private async Task StartGroupAsync(IGroup group, string template, CancellationToken cancellationToken)
    {
        if (group.SharesHistory)
            template = await DataTemplate.EnsureAsync(
                $"data-{Fleet.ToString().ToLowerInvariant()}",
                template,
                Path.Combine(_folder.Root, "founded"),
                built => FoundOnceAsync(group, template, built, cancellationToken)).ConfigureAwait(false);
        await Task.WhenAll(Servers.Select(server =>
            Task.Run(() => DataTemplate.CopyTo(template, _folder.Data(server.Name)), cancellationToken))).ConfigureAwait(false);
        await OwnFolderAsync(group, cancellationToken).ConfigureAwait(false);

        if (group.SharesHistory)
        {
            // Those that join find a group; one that finds none asks again, a second later.
            await StartMemberAsync(group, Servers[0], founder: true, cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(Servers.Skip(1).Select(server => StartMemberAsync(group, server, founder: false, cancellationToken))).ConfigureAwait(false);
        }
        else
        {
            await Task.WhenAll(Servers.Select(server => StartMemberAsync(group, server, server == Servers[0], cancellationToken))).ConfigureAwait(false);
            await RunOnAsync(Servers[0], group.Found, cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(Servers.Skip(1).Select(server => RunOnAsync(server, group.Join, cancellationToken))).ConfigureAwait(false);
        }

        await WaitForMembersAsync(cancellationToken).ConfigureAwait(false);
    }

    // What a founder leaves when it ends in peace is what every member may start from: none of them is sent a copy then.
    [SupportedOSPlatform("linux")]
    private async Task FoundOnceAsync(IGroup group, string template, string built, CancellationToken cancellationToken)
    {
        var founder = Servers[0];
        DataTemplate.CopyTo(template, _folder.Data(founder.Name));
        await OwnFolderAsync(group, cancellationToken).ConfigureAwait(false);
        await StartMemberAsync(group, founder, founder: true, cancellationToken).ConfigureAwait(false);
        await founder.Process!.TerminateAsync(cancellationToken).ConfigureAwait(false);
        // Each member keeps its own.
        File.Delete(Path.Combine(_folder.Data(founder.Name), "galera.cache"));
        File.Delete(Path.Combine(_folder.Data(founder.Name), "gvwstate.dat"));
        Directory.Move(_folder.Data(founder.Name), built);
    }

    private async Task StartMemberAsync(IGroup group, LocalServer server, bool founder, CancellationToken cancellationToken)
    {
        string[] options = [.. group.ForMember(Member(server), founder)];
        // The primary of Group Replication becomes writable by itself.
        var readOnly = Fleet == ClusterFleet.GroupReplication;
        var position = await group
            .AfterCrashAsync(_folder.Data(server.Name), _installation.Server, ServerOptions(server, readOnly, options), cancellationToken)
            .ConfigureAwait(false);
        await StartServerAsync(server, readOnly, [.. options, .. position], cancellationToken).ConfigureAwait(false);
    }

    private GroupMember Member(LocalServer server) =>
        new(server.ServerId, server.Name, _groupId, [.. Servers.Select(member => member.Address)], _ports!.First);

    private async Task RunOnAsync(LocalServer server, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        foreach (var statement in statements)
            await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
    }

    // The servers' own user reads and writes all in it, and no other does.
    private async Task OwnFolderAsync(IGroup group, CancellationToken cancellationToken)
    {
        if (group.SystemUser is not { } user || !Environment.IsPrivilegedProcess)
            return;
        var run = await FinishedProgram.RunAsync("chown", ["-R", $"{user}:", _folder.Root], "", cancellationToken).ConfigureAwait(false);
        if (run.ExitCode != 0)
            throw new LocalClusterException($"{_folder.Root} could not be given to the user {user}: {run.Output}");
    }
}
