using System.Buffers;
using System.Text.Json;

namespace RoutingData.Dashboard.Feeds;

/// <summary>
/// What a page shows, in small pieces by kind and key, each as JSON with the number of the edition that changed it last. A page that knows an edition
/// gets what is newer, and nothing else. One thread at a time.
/// </summary>
internal sealed class Book
{
    // Of what is gone a page must be told too; a page that has missed more than that begins anew.
    private const int MostGone = 2000;

    private readonly Dictionary<(string Kind, string Key), Piece> _pieces = [];
    private readonly Queue<(string Kind, string Key, long Edition)> _gone = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private long _edition = 1;
    private long _oldest;

    /// <summary>The number of the newest edition.</summary>
    public long Edition => _edition;

    /// <summary>Begins the next edition: what is not put again in it is gone at its end.</summary>
    public void Begin() => _edition++;

    /// <summary>Puts a piece; what is as it was costs no page anything.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its key among that kind.</param>
    /// <param name="write">Writes its value.</param>
    /// <param name="isForNewcomers">Whether a page that has it makes the newer ones itself.</param>
    public void Put(string kind, string key, Action<Utf8JsonWriter> write, bool isForNewcomers = false)
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer)) write(writer);
        var json = _buffer.WrittenSpan;
        if (!_pieces.TryGetValue((kind, key), out var piece))
        {
            _pieces[(kind, key)] = new Piece { Json = json.ToArray(), Changed = _edition, Seen = _edition };
            return;
        }

        piece.Seen = _edition;
        if (json.SequenceEqual(piece.Json)) return;
        piece.Json = json.ToArray();
        if (!isForNewcomers) piece.Changed = _edition;
    }

    /// <summary>Ends the edition.</summary>
    public void End()
    {
        foreach (var (name, piece) in _pieces)
        {
            if (piece.Seen == _edition) continue;
            _pieces.Remove(name);
            _gone.Enqueue((name.Kind, name.Key, _edition));
            if (_gone.Count > MostGone) _oldest = _gone.Dequeue().Edition;
        }
    }

    /// <summary>Tells what is newer than an edition, in one line of JSON.</summary>
    /// <param name="edition">What the page knows; 0 for nothing.</param>
    public byte[] Since(long edition)
    {
        var isAnew = edition == 0 || edition < _oldest;
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("reset", isAnew);
            writer.WriteStartObject("set");
            foreach (var kind in _pieces.Where(entry => isAnew || entry.Value.Changed > edition).GroupBy(entry => entry.Key.Kind))
            {
                writer.WriteStartObject(kind.Key);
                foreach (var (name, piece) in kind)
                {
                    writer.WritePropertyName(name.Key);
                    writer.WriteRawValue(piece.Json, skipInputValidation: true);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteStartArray("gone");
            foreach (var (kind, key, _) in isAnew ? [] : _gone.Where(gone => gone.Edition > edition && !_pieces.ContainsKey((gone.Kind, gone.Key))))
            {
                writer.WriteStartArray();
                writer.WriteStringValue(kind);
                writer.WriteStringValue(key);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private sealed class Piece
    {
        public required byte[] Json { get; set; }

        public long Changed { get; set; }

        public long Seen { get; set; }
    }
}
