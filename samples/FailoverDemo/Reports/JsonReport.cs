using System.Text.Encodings.Web;
using System.Text.Json;
using FailoverDemo.Histories;

namespace FailoverDemo.Reports;

/// <summary>The figures for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(string file, DemoReport report, CancellationToken cancellationToken)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, Of(report), Format, cancellationToken);
        stream.WriteByte((byte)'\n');
    }

    private static object Of(DemoReport report) => new
    {
        report.Driver,
        report.Server,
        report.Connect,
        report.Insert,
        Failover = Of(report.Failover),
        Switchover = Of(report.Switchover),
    };

    private static object? Of(LoadResult? result) => result is null ? null : new
    {
        result.Acknowledged,
        result.Errors,
        result.Lost,
        result.Duplicated,
        result.ByServer,
        result.PromotionToFirstWriteMs,
        result.LongestGapMs,
        result.ReadErrors,
        result.LongestReadGapMs,
        result.Messages,
    };
}
