using RoutingData.Monitor;

namespace RoutingData.Tests.Topology;

/// <summary>Which servers may be used for which hostgroup.</summary>
public sealed class MembershipTests
{
    private static readonly ReplicationHostgroup Pair = new(10, 20);

    [Theory]
    [Trait("Requirement", "D25")]
    [InlineData("b=r<a~0", "b")]
    [InlineData("b=r<a~5", "b")]
    [InlineData("b=r<a~6", "")]
    [InlineData("b=r<a~?", "")]
    [InlineData("b=r<a~3!", "")]
    [InlineData("b=r", "")]
    [InlineData("b=r<a~9 b=r<a~1", "b")]
    public void A_reader_whose_lag_is_above_the_limit_or_unknown_serves_nothing(string schedule, string readers) =>
        Assert.Equal(readers, Fleet.Of("ab", writerIsAlsoReader: false, maxLag: 5).See("a=w").See(schedule).Names(20));

    [Theory]
    [Trait("Requirement", "D25")]
    [InlineData("b=r<a~100000")]
    [InlineData("b=r<a~?")]
    [InlineData("b=r")]
    public void Without_a_limit_lag_does_not_count(string schedule) =>
        Assert.Equal("ab", Fleet.Of("ab").See("a=w").See(schedule).Names(20));

    [Theory]
    [Trait("Requirement", "D26")]
    // A writer that replicates from somewhere else, as in a ring or a migration, has lag of its own.
    [InlineData("a=w<z~900", "a|a|")]
    [InlineData("a=w<z~?", "a|a|")]
    [InlineData("a=w", "a|a|")]
    public void The_lag_limit_is_for_readers_only(string schedule, string roles) =>
        Assert.Equal(roles, Fleet.Of("ab", maxLag: 5).See(schedule).See("b=r<a~6").Roles);

    [Theory]
    [Trait("Requirement", "D26")]
    // Out above 6, in again at 3: one change however often it swings around the limit.
    [InlineData("7", "")]
    [InlineData("7 6 7 6 4 6 7", "")]
    [InlineData("7 4 3", "b")]
    [InlineData("7 3 5 6 5 6", "b")]
    [InlineData("7 3 7", "")]
    public void A_reader_that_was_too_late_returns_at_half_the_limit(string lags, string readers)
    {
        var fleet = Fleet.Of("ab", writerIsAlsoReader: false, maxLag: 6).See("a=w b=r<a");
        foreach (var lag in lags.Split(' ')) fleet.See($"b=r<a~{lag}");
        Assert.Equal(readers, fleet.Names(20));
    }

    [Theory]
    [Trait("Requirement", "D34")]
    [InlineData(true, "a|ab|")]
    [InlineData(false, "a|b|")]
    public void The_writer_serves_reads_as_configured(bool writerIsAlsoReader, string roles) =>
        Assert.Equal(roles, Fleet.Of("ab", writerIsAlsoReader).See("a=w b=r").Roles);

    [Theory]
    [Trait("Requirement", "D34")]
    [InlineData("b=t c=t", "")]
    [InlineData("b=t c=t c=r", "c")]
    public void Readers_leave_when_they_fail_and_return_when_they_answer(string schedule, string readers) =>
        Assert.Equal(readers, Fleet.Of("abc", writerIsAlsoReader: false).See("a=w b=r c=r").See(schedule).Names(20));

    [Fact]
    [Trait("Requirement", "D48")]
    public void Weight_limits_and_comment_survive_a_role_change_there_and_back()
    {
        ServerDefinition A = new(10, Fleet.Address('a')) { Weight = 7, MaxConnections = 70, Comment = "first" };
        ServerDefinition B = new(20, Fleet.Address('b')) { Weight = 9, MaxConnections = 90, MaxReplicationLag = 30, Comment = "second" };
        var fleet = new Fleet(Definition(A, B));

        foreach (var (schedule, writer, reader) in new[] { ("a=w b=r<a", A, B), ("a=r<b b=w", B, A), ("b=r<a a=w", A, B) })
        {
            fleet.See(schedule);
            Assert.Equal(writer with { Hostgroup = 10 }, Assert.Single(fleet.Now.MembersOf(10)).Definition);
            Assert.Contains(reader with { Hostgroup = 20 }, fleet.Now.MembersOf(20).Select(member => member.Definition));
        }
    }

    [Fact]
    [Trait("Requirement", "D48")]
    public void A_server_configured_in_both_hostgroups_has_the_weight_of_each()
    {
        var fleet = new Fleet(Definition(
            new(10, Fleet.Address('a')) { Weight = 1000 },
            new(20, Fleet.Address('a')) { Weight = 1 },
            new(20, Fleet.Address('b')) { Weight = 500 })).See("a=w b=r");

        Assert.Equal([(10, 1000)], Weights(10));
        Assert.Equal([(20, 1), (20, 500)], Weights(20));
        fleet.See("a=r b=w");
        Assert.Equal([(10, 500)], Weights(10));

        (int, int)[] Weights(int hostgroup) =>
            [.. fleet.Now.MembersOf(hostgroup).Select(member => (member.Definition.Hostgroup, member.Definition.Weight))];
    }

    [Theory]
    [Trait("Requirement", "D49")]
    // A drained reader takes nothing new; a drained writer neither, and nobody else becomes the writer for it.
    [InlineData('b', ServerStatus.OfflineSoft, "a=w b=r c=r", "a|ac|")]
    [InlineData('a', ServerStatus.OfflineSoft, "a=w b=r c=r", "|bc|")]
    [InlineData('b', ServerStatus.OfflineHard, "a=w b=r c=r", "a|ac|")]
    [InlineData('a', ServerStatus.OfflineHard, "a=w b=r c=r", "|bc|")]
    // A server out of service has no say: left writable, it is neither writer nor in conflict with one.
    [InlineData('a', ServerStatus.OfflineHard, "a=w b=w c=r", "b|bc|")]
    [InlineData('a', ServerStatus.OfflineHard, "b=w c=r a=w b=w", "b|bc|")]
    // A drained one may still be finishing its transactions, so that a second writable server is a conflict.
    [InlineData('a', ServerStatus.OfflineSoft, "a=w b=r c=r b=w a=w", "|c|b")]
    public void Servers_taken_out_of_service_take_nothing(char name, ServerStatus status, string schedule, string roles)
    {
        var servers = "abc".Select(each =>
            new ServerDefinition(20, Fleet.Address(each)) { Status = each == name ? status : ServerStatus.Online });
        Assert.Equal(roles, new Fleet(Definition([.. servers])).See(schedule).Roles);
    }

    [Fact]
    [Trait("Requirement", "D49")]
    public void A_server_is_drained_at_run_time_and_restored()
    {
        var fleet = Fleet.Of("abc").See("a=w b=r c=r").Drain('b');
        Assert.Equal("a|ac|", fleet.Roles);
        Assert.Equal("a|abc|", fleet.Drain('b', drained: false).Roles);

        // The writer: writes wait for the next one, which is looked for at once, and it stays drained as a reader.
        Assert.Equal("|bc|", fleet.Drain('a').Roles);
        Assert.True(fleet.Now.IsUrgent(Fleet.Address('b')));
        Assert.Equal("b|bc|", fleet.See("a=r b=w").Roles);
        Assert.Equal("b|abc|", fleet.Drain('a', drained: false).Roles);
        Assert.Equal(
            "WriterElected:a Drained:b Restored:b Drained:a WriterDemoted:a WriterElected:b Restored:a", fleet.Said);
    }

    [Fact]
    [Trait("Requirement", "D48")]
    public void What_is_drained_stays_so_over_a_reload()
    {
        var fleet = Fleet.Of("abc").See("a=w b=r c=r").Drain('b');
        Assert.Equal("a|ac|", fleet.Redefine(fleet.Now.Definition).See("b=r").Roles);
    }

    [Fact]
    public void Each_pair_has_its_own_writer()
    {
        var other = new ReplicationHostgroup(11, 21);
        var fleet = new Fleet(Definition(
            new(10, Fleet.Address('a')), new(20, Fleet.Address('b')), new(11, Fleet.Address('c')), new(21, Fleet.Address('d'))) with
        {
            ReplicationHostgroups = [Pair, other],
        });

        Assert.Equal("a|ab|", fleet.See("a=w b=r").Roles);
        Assert.Equal("||", fleet.RolesOf(other));
        Assert.Equal("c|cd|", fleet.See("c=w d=r").RolesOf(other));
        fleet.See("a=r b=w");
        Assert.Equal(("b|ab|", "c|cd|"), (fleet.Roles, fleet.RolesOf(other)));
        Assert.True(fleet.Now.WriterSince(20) > fleet.Now.WriterSince(21));
    }

    [Fact]
    [Trait("Requirement", "D27")]
    public void Two_pairs_of_the_same_servers_never_use_a_server_in_conflict()
    {
        var servers = "abc".SelectMany(name => new ServerDefinition[] { new(20, Fleet.Address(name)), new(21, Fleet.Address(name)) });
        var fleet = new Fleet(Definition([.. servers]) with { ReplicationHostgroups = [Pair, new ReplicationHostgroup(11, 21)] });

        fleet.See("a=w b=r c=r b=w c=w a=t b=w c=w a=w");

        var used = string.Concat(new[] { 10, 20, 11, 21 }.Select(fleet.Names));
        Assert.DoesNotContain(fleet.Now.Servers,
            server => server.InConflict && used.Contains(server.Address.Hostname, StringComparison.Ordinal));
    }

    [Fact]
    public void A_hostgroup_without_a_pair_has_whoever_answers()
    {
        var fleet = new Fleet(Definition(new(10, Fleet.Address('a')), new(30, Fleet.Address('b')), new(30, Fleet.Address('c'))));
        Assert.Equal("", fleet.See("a=w").Names(30));
        Assert.Equal("bc", fleet.See("b=r c=w").Names(30));
        Assert.Equal("c", fleet.See("b=t").Names(30));
        Assert.Null(fleet.Now.WriterOf(30));
        Assert.Empty(fleet.Now.MembersOf(99));
    }

    private static TopologyDefinition Definition(params ServerDefinition[] servers) =>
        new() { Servers = [.. servers], ReplicationHostgroups = [Pair] };
}
