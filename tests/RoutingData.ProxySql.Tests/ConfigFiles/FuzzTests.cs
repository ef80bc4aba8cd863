using System.Globalization;
using System.Text;

namespace RoutingData.ProxySql.Tests.ConfigFiles;

/// <summary>
/// Files that are broken at random: each one loads or says where it is wrong. ROUTINGDATA_FUZZ=100000 takes more than the suite does, and
/// ROUTINGDATA_FUZZ_SEED others.
/// </summary>
public sealed class FuzzTests
{
    private const string Marks = "{}()[]=:;,'$?\"\\#/*@-+.0x1L \n\tatrue\u0000é";

    private static readonly string[] Words =
    [
        "mysql_servers", "mysql_users", "mysql_query_rules", "mysql_variables", "address", "hostgroup", "username", "password", "rule_id", "match_pattern",
        "@include \"proxysql.cnf\"", "/*", "*/", "//", "0x", "99999999999999999999", "-1", "true", "\"", "({", "})", "= (", "[[:space:]]", "\\x",
    ];

    [Fact]
    public void Broken_files_load_or_say_where_they_are_wrong() => Check(Number("ROUTINGDATA_FUZZ", 3000), Examples.Full, text => Imports.File(text));

    [Fact]
    public void Broken_scripts_run_or_say_where_they_are_wrong() => Check(Number("ROUTINGDATA_FUZZ", 3000) / 20, Examples.Script, text => Imports.Script(text));

    private static void Check(int count, string example, Func<string, ProxySqlImport> import)
    {
        var seed = Number("ROUTINGDATA_FUZZ_SEED", 18);
        var outcomes = new int[2];
        for (var i = 0; i < count; i++)
        {
            var text = Broken(example, new Random(unchecked((seed * 1_000_003) + i)));
            try
            {
                _ = import(text);
                outcomes[0]++;
            }
            catch (ProxySqlFormatException e)
            {
                Assert.NotNull(e.Position);
                outcomes[1]++;
            }
            catch (Exception e)
            {
                Assert.Fail($"File {i} of seed {seed}: {e}\n{text}");
            }
        }

        // Else the breaking is what is wrong.
        Assert.All(outcomes, outcome => Assert.True(outcome > count / 100, $"{outcomes[0]} loaded, {outcomes[1]} did not"));
    }

    private static string Broken(string example, Random random)
    {
        var text = new StringBuilder(example);
        for (var changes = random.Next(1, random.Next(2, 12)); changes > 0 && text.Length > 2; changes--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, Marks[random.Next(Marks.Length)]);
                    break;
                case 2:
                    text[at] = Marks[random.Next(Marks.Length)];
                    break;
                case 3:
                    text.Insert(at, Words[random.Next(Words.Length)]);
                    break;
                case 4:
                    text.Insert(at, text.ToString(0, Math.Min(random.Next(1, 400), text.Length)));
                    break;
                default:
                    text.Length = at;
                    break;
            }
        }

        return text.ToString();
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
