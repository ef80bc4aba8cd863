using RoutingData.ProxySql.Abstractions;
using RoutingData.ProxySql.ConfigFiles;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Tests.ConfigFiles;

/// <summary>What is written as a file is read back as it was, whatever the tables hold.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Tables_come_back_as_they_were()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var tables = RandomTables.Of(seed);
            var text = ConfigWriter.Write(tables);
            var read = new TableSet();
            var warnings = new WarningList();
            new FileTables(read, warnings).Read(ConfigParser.Parse("x", _ => text));

            Assert.True(tables.Shown() == read.Shown(), $"Seed {seed}:\n{tables.Shown()}\n\ncame back as\n\n{read.Shown()}\n\nby\n\n{text}");
            Assert.Empty(warnings.ToImmutable());
        }
    }
}
