using System.Text;
using RoutingData.Monitor;

namespace RoutingData.Statements;

/// <summary>
/// What is known of a word: its keyword, and what it means before a parenthesis. A hash table of our own, because it is asked for
/// every word of every text: the hash takes six characters, and comparing is ASCII only, as in the servers, whatever the culture.
/// Servers bring different functions, so there is one for those of a fleet.
/// </summary>
internal sealed class Vocabulary
{
    private const int SlotBits = 12;
    private const int LongestWord = 34;
    private readonly Entry[] _slots = new Entry[1 << SlotBits];

    /// <summary>Whether a read-only server explains SELECT ... FOR UPDATE: MariaDB refuses that to all but administrators.</summary>
    public bool ReadersExplainForUpdate { get; }

    /// <param name="servers">A word means what it means on the one where it means the most harm.</param>
    public Vocabulary(params IReadOnlyCollection<ServerDialect> servers)
    {
        foreach (var keyword in Enum.GetValues<Keyword>())
        {
            if (keyword != Keyword.None)
                At(Spelling(keyword)).Keyword = keyword;
        }

        ReadersExplainForUpdate = servers.All(server => server.Flavor == Monitor.ServerFlavor.MySql);
        foreach (var functions in BuiltInFunctions.All)
            Add(functions.Names, servers.Max(functions.On), functions.IsGrammar);
        Add(ReservedWords.NeverCalled, CallKind.Reserved);
        Add(ReservedWords.Types, CallKind.TypeName);
        Add(ReservedWords.BeforeSubquery, CallKind.BeforeSubquery);
    }

    /// <summary>What holds on every server.</summary>
    public static Vocabulary OfAnyServer { get; } = new(ServerDialect.AnyServer);

    /// <summary>Finds what an unquoted word means.</summary>
    public void Find(ReadOnlySpan<char> word, out Keyword keyword, out CallKind call)
    {
        var slot = Slot(word);
        if (slot >= 0)
        {
            ref readonly var entry = ref _slots[slot];
            keyword = entry.Keyword;
            call = entry.Call;
            return;
        }

        keyword = Keyword.None;
        call = CallKind.Unknown;
    }

    /// <summary>Returns what a name in quotes means before a parenthesis: only registered functions keep their meaning.</summary>
    public CallKind FindQuoted(ReadOnlySpan<char> name)
    {
        var slot = Slot(name);
        return slot < 0 ? CallKind.Unknown : _slots[slot].QuotedCall;
    }

    // Independent products, which a processor works out side by side.
    private static uint Hash(ReadOnlySpan<char> word)
    {
        var last = word.Length - 1;
        if (last == 0)
            return (word[0] | 0x20u) * 0x85EBCA6Bu;
        return ((uint)word.Length * 0x9E3779B1u) + ((word[0] | 0x20u) * 0x85EBCA6Bu) + ((word[1] | 0x20u) * 0xC2B2AE35u) +
            ((word[last >> 1] | 0x20u) * 0x27D4EB2Fu) + ((word[last - 1] | 0x20u) * 0x165667B1u) + ((word[last] | 0x20u) * 0xD3A2646Du);
    }

    private static int SlotOf(uint hash) => (int)(hash >> (32 - SlotBits));

    private int Slot(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > LongestWord)
            return -1;
        var hash = Hash(word);
        var slots = _slots;
        for (var slot = SlotOf(hash); slots[slot].Word is { } known; slot = (slot + 1) & (slots.Length - 1))
        {
            if (slots[slot].Hash == hash && Ascii.EqualsIgnoreCase(known, word))
                return slot;
        }

        return -1;
    }

    private void Add(string words, CallKind call, bool isGrammar = false)
    {
        foreach (var word in words.Split(' '))
        {
            ref var entry = ref At(word);
            entry.Call = call;
            var isQuotable = !isGrammar && call is not (CallKind.Reserved or CallKind.TypeName or CallKind.BeforeSubquery or
                CallKind.BuiltInKeyword or CallKind.BuiltInAttached);
            entry.QuotedCall = isQuotable ? call : CallKind.Unknown;
        }
    }

    private ref Entry At(string word)
    {
        var slots = _slots;
        var hash = Hash(word);
        var slot = SlotOf(hash);
        while (slots[slot].Word is { } taken && taken != word)
            slot = (slot + 1) & (slots.Length - 1);
        ref var entry = ref slots[slot];
        if (entry.Word is null)
            entry = new Entry { Word = word, Hash = hash, Call = CallKind.Unknown, QuotedCall = CallKind.Unknown };
        return ref entry;
    }

    private static string Spelling(Keyword keyword)
    {
        var spelling = new StringBuilder();
        foreach (var c in keyword.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && spelling.Length > 0)
                spelling.Append('_');
            spelling.Append(char.ToUpperInvariant(c));
        }

        return spelling.ToString();
    }

    private struct Entry
    {
        public string? Word;
        public uint Hash;
        public Keyword Keyword;
        public CallKind Call;
        public CallKind QuotedCall;
    }
}
