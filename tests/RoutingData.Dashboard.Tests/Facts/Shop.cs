using RoutingData.Monitor;

namespace RoutingData.Dashboard.Tests.Facts;

/// <summary>A shop on three servers, one of which took another's place a while ago; it goes on while it is looked at.</summary>
internal static class Shop
{
    private static readonly (string Digest, string Text, string Summary, string Reason, double Reader, double Writer, double Session, double Kept, double Milliseconds)[] Texts =
    [
        ("0x8F31C6A0D2B94E17", "SELECT `p`.`id` , `p`.`name` , `p`.`stock` FROM `products` AS `p` ORDER BY `p`.`id`", "SELECT products", "rule 2; plain read", 412, 0, 0, 21, 0.62),
        ("0x1D0B7A5533F0C2E8", "SELECT id , name , stock FROM products WHERE id = @id", "SELECT products", "rule 2; plain read", 655, 0, 0, 0, 0.41),
        ("0x52C9E1440AB17D30", "SELECT COUNT ( * ) FROM `orders` AS `o`", "SELECT orders", "rule 2; plain read", 88, 0, 0, 0, 4.8),
        ("0xA4470C91E58B2F66", "INSERT INTO `orders` ( `number` , `product_id` , `quantity` ) VALUES ( @p0 , @p1 , @p2 )", "INSERT orders", "writes (INSERT)", 0, 12, 118, 0, 1.9),
        ("0x0E95D27B6C41F8A3", "UPDATE `products` AS `p` SET `p`.`stock` = `p`.`stock` - @quantity WHERE `p`.`id` = @id AND `p`.`stock` >= @quantity", "UPDATE products", "writes (UPDATE)", 0, 31, 118, 0, 2.3),
        ("0x77B3F4E09A126C5D", "BEGIN", "BEGIN", "begins a transaction", 0, 0, 118, 0, 0.2),
        ("0x3CE81F5A7D90B264", "COMMIT", "COMMIT", "ends a transaction", 0, 0, 116, 0, 1.2),
        ("0xD16A09B8E3F7245C", "SELECT stock FROM products WHERE id = ? FOR UPDATE", "SELECT products", "rule 1; locking read (FOR UPDATE)", 0, 44, 0, 0, 0.9),
        ("0x60F2B7D41C8E93A5", "SELECT price_of ( ? , currency ) FROM products WHERE id = ?", "SELECT products", "calls price_of, which is not a known read-only function", 0, 63, 0, 0, 1.1),
        ("0xB90D3E7F62A5C814", "SELECT GET_LOCK ( ? , ? )", "SELECT", "takes a named lock (GET_LOCK)", 0, 0, 2, 0, 0.3),
    ];

    public static FakeSource New()
    {
        var source = Before();
        source.Fleet.Die("db001").Answer("db002").Answer("db003", source: "db002").Answer("db001", source: "db002");
        source.Failovers.Add(Made.Failover(source.Fleet["db001"], source.Fleet["db002"], DateTimeOffset.UtcNow.AddMinutes(-4)));
        return source;
    }

    /// <summary>The same before db002 took the place of db001.</summary>
    public static FakeSource Before()
    {
        var fleet = new FakeFleet("db001", "db002", "db003").Up();
        var source = new FakeSource("shop", fleet) { Sessions = new SessionStatistics(71, 0), Incidents = new(3, 41, 2, 0, 0) };
        source.Failovers.Add(Made.Failover(fleet["db003"], fleet["db001"], DateTimeOffset.UtcNow.AddHours(-2)) with { Kind = FailoverKind.Switchover });
        source.Rules.Add(new QueryRuleStatus { RuleId = 1, Matches = "MatchDigest ^SELECT.*FOR UPDATE$", DestinationHostgroup = 10, Apply = true, Hits = 31_846 });
        source.Rules.Add(new QueryRuleStatus { RuleId = 2, Matches = "MatchDigest ^SELECT", DestinationHostgroup = 20, Apply = true, Hits = 911_220, Comment = "ProxySQL's own second rule" });
        source.Rules.Add(new QueryRuleStatus
        {
            RuleId = 7, Matches = "Username report, MatchDigest ^SELECT", DestinationHostgroup = 20, Apply = true, Hits = 0,
            Warnings = ["Rule 7 is never reached: rule 2 matches the same statements and has Apply, so evaluation ends there. Give rule 7 a lower id, or remove it."],
        });
        source.Behind[fleet["db001"]] = TimeSpan.FromMilliseconds(2.2);
        source.Behind[fleet["db003"]] = TimeSpan.FromMilliseconds(4.1);
        Run(source, seconds: 700, second: 0);
        return source;
    }

    /// <summary>So many seconds of work.</summary>
    public static void Run(FakeSource source, double seconds, int second) => source.Change(() =>
    {
        foreach (var (digest, text, summary, reason, reader, writer, session, kept, milliseconds) in Texts)
        {
            var before = source.Statements.GetValueOrDefault(digest);
            var sway = seconds * (1 + (0.2 * Math.Sin(second / 5.0)));
            source.Statements[digest] = Made.Statement(
                digest, text, summary, reason, (before?.OnReader ?? 0) + (long)(reader * sway), (before?.OnWriter ?? 0) + (long)(writer * sway),
                (before?.InSession ?? 0) + (long)(session * sway), (before?.KeptOnWriter ?? 0) + (long)(kept * sway), summary == "INSERT orders" ? 3 : 0, milliseconds);
        }

        Work(source, "db002", 643 * seconds * (1 + (0.2 * Math.Sin(second / 4.0))), 1.4 + (0.3 * Math.Sin(second / 3.0)), 31);
        Work(source, "db001", 571 * seconds * (1 + (0.25 * Math.Sin(second / 6.0))), 0.6 + (0.2 * Math.Cos(second / 4.0)), 14);
        Work(source, "db003", 584 * seconds * (1 + (0.25 * Math.Cos(second / 6.0))), 0.7 + (0.3 * Math.Sin(second / 7.0)), 12);
    });

    private static void Work(FakeSource source, string name, double statements, double milliseconds, int inUse)
    {
        ServerAddress server = source.Fleet[name];
        source.Servers[server] = Made.Server(server, (source.Servers.GetValueOrDefault(server)?.Statements ?? 0) + (long)statements, milliseconds, inUse, 100);
    }
}
