using RoutingData.Markers;

namespace RoutingData.Tests.Markers;

public sealed class MarkerDefectsTests
{
    private const string OfMySql =
        """
        CREATE TABLE `routingdata_marker` (
          `id` char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
          `affected` bigint DEFAULT NULL,
          `last_id` bigint unsigned DEFAULT NULL,
          `at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
          PRIMARY KEY (`id`),
          KEY `at` (`at`)
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
        """;

    private const string OfMariaDb =
        """
        CREATE TABLE `routingdata_marker` (
          `id` char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
          `affected` bigint(20) DEFAULT NULL,
          `last_id` bigint(20) unsigned DEFAULT NULL,
          `at` timestamp NOT NULL DEFAULT current_timestamp(),
          PRIMARY KEY (`id`),
          KEY `at` (`at`)
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
        """;

    public static TheoryData<string, string, string> Spoilt => new()
    {
        { "PRIMARY KEY (`id`)", "KEY (`id`)", nameof(MarkerDefect.WrongDefinition) },
        { "PRIMARY KEY (`id`)", "PRIMARY KEY (`id`,`at`)", nameof(MarkerDefect.WrongDefinition) },
        { "char(36)", "char(35)", nameof(MarkerDefect.WrongDefinition) },
        { "`affected`", "`rows`", nameof(MarkerDefect.WrongDefinition) },
        { "unsigned DEFAULT NULL", "unsigned NOT NULL", nameof(MarkerDefect.WrongDefinition) },
        { "`at` timestamp NOT NULL DEFAULT", "`at` timestamp NULL DEFAULT", nameof(MarkerDefect.WrongDefinition) },
        { "ENGINE=InnoDB", "ENGINE=MyISAM", nameof(MarkerDefect.NotTransactional) },
        { "ENGINE=InnoDB", "ENGINE=Aria", nameof(MarkerDefect.NotTransactional) },
    };

    [Fact]
    public void The_table_as_it_is_documented_has_none()
    {
        Assert.Equal(MarkerDefect.None, MarkerDefects.OfDefinition(OfMySql));
        Assert.Equal(MarkerDefect.None, MarkerDefects.OfDefinition(OfMariaDb));
        Assert.Equal(MarkerDefect.None, MarkerDefects.OfDefinition(OfMariaDb.Replace("char(36)", "varchar(64)", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Spoilt))]
    [Trait("Requirement", "D08")]
    public void A_table_that_could_not_keep_what_it_is_for_is_refused(string right, string wrong, string defect)
    {
        foreach (var definition in new[] { OfMySql, OfMariaDb })
        {
            Assert.Contains(right, definition, StringComparison.Ordinal);
            Assert.Equal(defect, MarkerDefects.OfDefinition(definition.Replace(right, wrong, StringComparison.Ordinal)).ToString());
        }
    }

    [Theory]
    [InlineData(1146, nameof(MarkerDefect.NoTable))]
    [InlineData(1049, nameof(MarkerDefect.NoTable))]
    [InlineData(1142, nameof(MarkerDefect.NoPrivilege))]
    [InlineData(1044, nameof(MarkerDefect.NoPrivilege))]
    [InlineData(1054, nameof(MarkerDefect.WrongDefinition))]
    [InlineData(1785, nameof(MarkerDefect.NotTransactional))]
    [InlineData(1062, nameof(MarkerDefect.None))]
    [InlineData(1205, nameof(MarkerDefect.None))]
    [InlineData(null, nameof(MarkerDefect.None))]
    public void Servers_numbers_say_what_is_wrong(int? number, string defect) => Assert.Equal(defect, MarkerDefects.OfError(number).ToString());

    [Fact]
    public void Each_is_described_in_its_own_words()
    {
        var words = Enum.GetValues<MarkerDefect>().Select(MarkerDefects.Describe).ToArray();
        Assert.Equal(words.Length, words.Distinct().Count());
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public void What_reaches_a_table_without_transactions_through_triggers_and_views_is_found()
    {
        var reach = NonTransactionalTables.Reach(
            ["audit"], [("orders", "INSERT INTO audit VALUES (NEW.id)"), ("open_orders", "select * from `Orders`"), ("product", "SET NEW.n = 1")]);
        Assert.Equal(["audit", "open_orders", "orders"], reach.Order(StringComparer.Ordinal));
        Assert.Empty(NonTransactionalTables.Reach([], [("orders", "x")]));
    }
}
