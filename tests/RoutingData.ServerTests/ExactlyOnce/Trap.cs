using System.Buffers.Binary;
using System.Text;

namespace RoutingData.ServerTests.ExactlyOnce;

/// <summary>One theft: what is waited for, and what became of it.</summary>
internal sealed class Trap(string text, Theft theft)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _sprung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<byte> _answer = [];
    private int _ends;
    private bool _hasHeard;

    public Theft Theft => theft;

    public ReadOnlyMemory<byte> Text { get; } = Encoding.ASCII.GetBytes(text);

    /// <summary>Ends when the caller has lost its connection.</summary>
    public Task Sprung => _sprung.Task.WaitAsync(Limit);

    /// <summary>Ends when the request may come to the server.</summary>
    public Task Released => _released.Task.WaitAsync(Limit);

    /// <summary>The number of the error that the server answered in the end; 0 if it did all that it was asked.</summary>
    public Task<int> Answer => _answered.Task.WaitAsync(Limit);

    public void Spring() => _sprung.TrySetResult();

    /// <summary>Lets the request go to the server now.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Hears what the server answers.</summary>
    /// <returns>How much of it the caller is to have.</returns>
    public int Hear(ReadOnlySpan<byte> some)
    {
        var first = theft == Theft.OfRestOfReply && !_hasHeard && some.Length >= 4 ? Math.Min(some.Length, 4 + (some[0] | some[1] << 8 | some[2] << 16)) : 0;
        _hasHeard = true;
        Note(some);
        return first;
    }

    private void Note(ReadOnlySpan<byte> some)
    {
        _answer.AddRange(some);
        while (_answer.Count >= 4)
        {
            var length = _answer[0] | _answer[1] << 8 | _answer[2] << 16;
            if (_answer.Count < 4 + length) return;
            var packet = _answer.GetRange(4, length).ToArray();
            _answer.RemoveRange(0, 4 + length);
            if (packet[0] == 0xFF) _answered.TrySetResult(BinaryPrimitives.ReadUInt16LittleEndian(packet.AsSpan(1)));
            else if (packet[0] == 0 && !HasMore(packet)) _answered.TrySetResult(0);
            else if (packet[0] == 0xFE && IsEnd(packet)) _answered.TrySetResult(0);
        }
    }

    // Of rows: an OK with another number before it; of older clients five bytes, once after the columns and once after the rows.
    private bool IsEnd(byte[] end) => end.Length switch
    {
        5 => ++_ends % 2 == 0 && (end[3] & 8) == 0,
        >= 7 and < 64 => !HasMore(end),
        _ => false,
    };

    // Of an OK: two numbers of variable length, then the status, of which one bit says that another answer follows.
    private static bool HasMore(byte[] ok)
    {
        var at = 1;
        for (var numbers = 0; numbers < 2; numbers++) at += ok[at] switch { 0xFC => 3, 0xFD => 4, 0xFE => 9, _ => 1 };
        return (ok[at] & 8) != 0;
    }
}
