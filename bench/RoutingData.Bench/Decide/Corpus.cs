using System.Text;

namespace RoutingData.Bench.Decide;

/// <summary>Texts as applications send them.</summary>
internal static class Corpus
{
    /// <summary>What EF Core makes of a key lookup, a join with paging, an insert, and an update in a batch.</summary>
    public static readonly string[] EntityFramework =
    [
        """
        SELECT `p`.`Id`, `p`.`CategoryId`, `p`.`CreatedAt`, `p`.`Name`, `p`.`Price`, `p`.`Stock`
        FROM `Products` AS `p`
        WHERE `p`.`Id` = @p
        LIMIT 2
        """,
        """
        SELECT `o0`.`Id`, `o0`.`CustomerId`, `o0`.`PlacedAt`, `o0`.`Status`, `c`.`Id`, `c`.`Email`, `c`.`Name`, `o1`.`Id`, `o1`.`OrderId`,
            `o1`.`Quantity`
        FROM (
            SELECT `o`.`Id`, `o`.`CustomerId`, `o`.`PlacedAt`, `o`.`Status`
            FROM `Orders` AS `o`
            WHERE `o`.`Status` = @status AND (`o`.`PlacedAt` >= @since)
            ORDER BY `o`.`PlacedAt` DESC
            LIMIT @take OFFSET @skip
        ) AS `o0`
        INNER JOIN `Customers` AS `c` ON `o0`.`CustomerId` = `c`.`Id`
        LEFT JOIN `OrderLines` AS `o1` ON `o0`.`Id` = `o1`.`OrderId`
        ORDER BY `o0`.`PlacedAt` DESC, `o0`.`Id`, `c`.`Id`
        """,
        """
        INSERT INTO `Orders` (`CustomerId`, `PlacedAt`, `Status`)
        VALUES (@p0, @p1, @p2);
        SELECT `Id` FROM `Orders` WHERE ROW_COUNT() = 1 AND `Id` = LAST_INSERT_ID();
        """,
        """
        UPDATE `Products` SET `Stock` = @p0, `Price` = @p1
        WHERE `Id` = @p2 AND `Stock` = @p3;
        SELECT ROW_COUNT();
        """,
    ];

    /// <summary>As people write them for Dapper.</summary>
    public static readonly string[] Dapper =
    [
        "SELECT 1",
        "SELECT id, name, price FROM product WHERE id = @id",
        "select c.id, c.name, count(*) as orders from customer c join orders o on o.customer_id = c.id where c.country = @country "
            + "group by c.id, c.name having count(*) > @least order by orders desc limit 50",
        "UPDATE product SET stock = stock - @count WHERE id = @id AND stock >= @count",
        "INSERT INTO audit (at, who, what) VALUES (NOW(6), @who, @what)",
        "DELETE FROM basket WHERE touched_at < @before",
    ];

    /// <summary>A long IN list of literals.</summary>
    /// <param name="length">Characters, at least.</param>
    public static string InList(int length)
    {
        var text = new StringBuilder("SELECT id, name, price FROM product WHERE id IN (1000000");
        for (var id = 1_000_001; text.Length < length; id++) text.Append(", ").Append(id);
        return text.Append(')').ToString();
    }

    /// <summary>The parameters that a text names.</summary>
    public static string[] ParametersOf(string text) =>
        [.. text.Split('@').Skip(1).Select(rest => '@' + new string([.. rest.TakeWhile(char.IsAsciiLetterOrDigit)])).Distinct()];
}
