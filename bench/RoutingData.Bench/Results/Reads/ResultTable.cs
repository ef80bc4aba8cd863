using System.Globalization;
using RoutingData.Testing;

namespace RoutingData.Bench.Results.Reads;

/// <summary>A table whose rows are known: k counts from 1, and the text of a row is made of its k.</summary>
/// <param name="Rows">How many; so many that no buffer on the way holds them all.</param>
internal sealed record ResultTable(int Rows)
{
    private const int Chunk = 2000;
    private const int Repeats = 40;

    private const string Columns = "k, REPEAT(CONCAT(k, ','), 40), @@server_id";

    public const int FewRows = 3;

    /// <summary>Makes the tables on the writer, and waits until every replica has them.</summary>
    public async Task CreateAsync(LocalCluster cluster, string database)
    {
        var writer = cluster.Writer.Name;
        await cluster.ExecuteAsync(writer, $"CREATE TABLE {database}.result_rows (k INT PRIMARY KEY)");
        await cluster.ExecuteAsync(writer, $"CREATE TABLE {database}.result_writes (id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT NOT NULL)");
        for (var from = 1; from <= Rows; from += Chunk)
        {
            var values = string.Join(',', Enumerable.Range(from, Math.Min(Chunk, Rows - from + 1)).Select(k => $"({k})"));
            await cluster.ExecuteAsync(writer, $"INSERT INTO {database}.result_rows VALUES {values}");
        }

        await cluster.WaitForReplicationAsync();
    }

    /// <summary>The text of a command.</summary>
    /// <param name="shape">What it asks for.</param>
    /// <param name="number">The reader's count, which tells one scalar from another.</param>
    public string Text(ReadShape shape, int number) => shape switch
    {
        ReadShape.Rows or ReadShape.RowsInTransaction => $"SELECT {Columns} FROM result_rows ORDER BY k",
        ReadShape.RowsOfWriter => $"/* route=writer */ SELECT {Columns} FROM result_rows ORDER BY k",
        ReadShape.ThreeResults => string.Join("; ", Thirds.Select(third =>
            $"SELECT {Columns} FROM result_rows WHERE k BETWEEN {third.From} AND {third.To} ORDER BY k")),
        ReadShape.FewRows => $"SELECT {Columns} FROM result_rows WHERE k <= {FewRows} ORDER BY k",
        ReadShape.Scalar or ReadShape.ScalarInTransaction => $"SELECT k + 0 FROM result_rows WHERE k = {ScalarOf(number)}",
        ReadShape.Returning => $"INSERT INTO result_writes (v) VALUES ({ScalarOf(number)}) RETURNING v",
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    /// <summary>The first and last k of each result of a command.</summary>
    public IReadOnlyList<(int From, int To)> ResultsOf(ReadShape shape) => shape switch
    {
        ReadShape.ThreeResults => Thirds,
        ReadShape.FewRows => [(1, FewRows)],
        _ => [(1, Rows)],
    };

    public int ScalarOf(int number) => 1 + number % Rows;

    /// <summary>Whether this is the text of row k.</summary>
    public static bool IsTextOf(int k, ReadOnlySpan<char> text)
    {
        Span<char> piece = stackalloc char[12];
        k.TryFormat(piece, out var digits, provider: CultureInfo.InvariantCulture);
        piece[digits] = ',';
        piece = piece[..(digits + 1)];
        if (text.Length != Repeats * piece.Length) return false;
        for (; !text.IsEmpty; text = text[piece.Length..])
        {
            if (!text.StartsWith(piece)) return false;
        }

        return true;
    }

    private IReadOnlyList<(int From, int To)> Thirds => [(1, Rows / 3), (Rows / 3 + 1, Rows / 3 * 2), (Rows / 3 * 2 + 1, Rows)];
}
