namespace RoutingData.LibraryTests.Bulk;

/// <summary>Gives the first half of its bytes, says so, and gives the rest when it may.</summary>
/// <param name="bytes">What it gives.</param>
/// <param name="half">Set when the first half is given.</param>
/// <param name="goOn">Ends when the second one may follow.</param>
internal sealed class PausingStream(byte[] bytes, TaskCompletionSource half, Task goOn) : MemoryStream(bytes)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var middle = Length / 2;
        if (Position >= middle)
        {
            half.TrySetResult();
            await goOn.WaitAsync(cancellationToken);
            return Read(buffer.Span);
        }

        return Read(buffer.Span[..(int)Math.Min(buffer.Length, middle - Position)]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}
