using RoutingData.Monitor;
using RoutingData.Tests.Documentation;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Evidence;

/// <summary>Only what proves that a server cannot serve takes anything from it: each cell of the table in docs/failover.md, played by the
/// monitor's real probe, the topology's real steps and the real pools.</summary>
[Trait("Fault", "R4")]
[Trait("Fault", "R5")]
[Trait("Fault", "R8")]
public sealed class EvidenceTests
{
    private static readonly Document Failover = new("failover.md");

    public static TheoryData<string> NoProofs => [.. Sighting.All.Where(sighting => !sighting.IsProof).Select(sighting => sighting.What)];

    [Theory]
    [MemberData(nameof(NoProofs))]
    public async Task What_proves_nothing_takes_nothing(string what)
    {
        foreach (var name in "ab")
        {
            var untouched = await PlayAsync(Sighting.All[0], name);
            Assert.Equal(untouched, await PlayAsync(Sighting.All.Single(sighting => sighting.What == what), name));
        }
    }

    [Fact]
    public async Task Table_of_evidence_is_in_the_document()
    {
        var rows = new List<string[]>();
        foreach (var sighting in Sighting.All)
        {
            var (writer, reader) = (await PlayAsync(sighting, 'a'), await PlayAsync(sighting, 'b'));
            rows.Add(
            [
                sighting.What, writer.Role == ServerRole.Writer ? "keeps the role" : "is no writer any more", Yes(writer.Writes),
                Yes(reader.Reads), Runs(writer.ReadGoesOn, reader.ReadGoesOn), Runs(writer.WriteGoesOn, reader.WriteGoesOn),
            ]);
        }

        Failover.Check("evidence", Document.TableOf(
            ["of a server is seen", "if it is the writer, it", "gets new writes", "if it is a reader, it gets new reads", "a read that runs on it", "a write or transaction that runs on it"],
            rows));
    }

    [Fact]
    [Trait("Fault", "A8")]
    [Trait("Fault", "R7")]
    [Trait("Fault", "R9")]
    public void Table_of_newcomers_is_in_the_document() => Failover.Check("newcomers", Document.TableOf(
        ["another server is seen writable, and", .. Newcomer.Writers.Select(writer => writer.What)],
        Newcomer.All.Select(newcomer => new[] { newcomer.What }.Concat(Newcomer.Writers.Select(writer => newcomer.Outcome(writer))).ToArray())));

    // Of a fleet of a writer a and readers b and c, something is seen of one.
    private static async Task<Standing> PlayAsync(Sighting sighting, char name)
    {
        using var server = new ProbedServer(name, readOnly: name != 'a');
        var fleet = Fleet.Of("abc").See("a=w b=r<a c=r<a");
        fleet.See(server.Address, await server.AnswerAsync());
        fleet.Events.Clear();
        foreach (var result in await sighting.SeeAsync(server)) fleet.See(server.Address, result);
        return await Standing.OfAsync(fleet, server.Address, fleet.Events);
    }

    private static string Yes(bool value) => value ? "yes" : "no";

    private static string Runs(bool onWriter, bool onReader)
    {
        Assert.Equal(onWriter, onReader);
        return onWriter ? "goes on" : "is ended";
    }
}
