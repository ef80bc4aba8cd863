using System.Text;

namespace RoutingData.Statements;

/// <summary>
/// What is known of a word: its keyword, and what it means before a parenthesis. A hash table of our own, because it is asked for
/// every word of every text: the hash takes six characters, and comparing is ASCII only, as in the servers, whatever the culture.
/// </summary>
internal static class Vocabulary
{
    private const int SlotBits = 12;
    private const int LongestWord = 34;
    private static readonly Entry[] Slots = Build();

    /// <summary>What an unquoted word means.</summary>
    public static void Find(ReadOnlySpan<char> word, out Keyword keyword, out CallKind call)
    {
        if (word.Length is >= 2 and <= LongestWord)
        {
            var hash = Hash(word);
            var slots = Slots;
            for (var slot = SlotOf(hash); slots[slot].Word is { } known; slot = (slot + 1) & (slots.Length - 1))
            {
                if (slots[slot].Hash == hash && Ascii.EqualsIgnoreCase(known, word))
                {
                    keyword = slots[slot].Keyword;
                    call = slots[slot].Call;
                    return;
                }
            }
        }

        keyword = Keyword.None;
        call = CallKind.Unknown;
    }

    /// <summary>What a name in quotes means before a parenthesis: only registered functions keep their meaning.</summary>
    public static CallKind FindQuoted(ReadOnlySpan<char> name)
    {
        Find(name, out _, out var call);
        return call is CallKind.Reserved or CallKind.TypeName or CallKind.BeforeSubquery or CallKind.BuiltInKeyword
            ? CallKind.Unknown
            : call;
    }

    // Independent products, which a processor works out side by side.
    private static uint Hash(ReadOnlySpan<char> word)
    {
        var last = word.Length - 1;
        return ((uint)word.Length * 0x9E3779B1u) + ((word[0] | 0x20u) * 0x85EBCA6Bu) + ((word[1] | 0x20u) * 0xC2B2AE35u) +
            ((word[last >> 1] | 0x20u) * 0x27D4EB2Fu) + ((word[last - 1] | 0x20u) * 0x165667B1u) + ((word[last] | 0x20u) * 0xD3A2646Du);
    }

    private static int SlotOf(uint hash) => (int)(hash >> (32 - SlotBits));

    private static Entry[] Build()
    {
        var slots = new Entry[1 << SlotBits];
        foreach (var keyword in Enum.GetValues<Keyword>())
        {
            if (keyword != Keyword.None)
                At(slots, Spelling(keyword)).Keyword = keyword;
        }

        Add(slots, BuiltInFunctions.Registered, CallKind.BuiltIn);
        Add(slots, BuiltInFunctions.Spatial, CallKind.BuiltIn);
        Add(slots, BuiltInFunctions.Grammatical, CallKind.BuiltInKeyword);
        Add(slots, BuiltInFunctions.OfTheConnection, CallKind.AsksConnection);
        Add(slots, BuiltInFunctions.OfThePreviousStatement, CallKind.AsksPreviousStatement);
        Add(slots, BuiltInFunctions.OfOneServer, CallKind.AsksOneServer);
        Add(slots, ReservedWords.NeverCalled, CallKind.Reserved);
        Add(slots, ReservedWords.Types, CallKind.TypeName);
        Add(slots, ReservedWords.BeforeSubquery, CallKind.BeforeSubquery);
        Add(slots, "GET_LOCK", CallKind.TakesNamedLock);
        Add(slots, "RELEASE_LOCK", CallKind.ReleasesNamedLock);
        Add(slots, "RELEASE_ALL_LOCKS", CallKind.ReleasesAllNamedLocks);
        Add(slots, "NEXTVAL SETVAL", CallKind.AdvancesSequence);
        return slots;
    }

    private static void Add(Entry[] slots, string words, CallKind call)
    {
        foreach (var word in words.Split(' '))
            At(slots, word).Call = call;
    }

    private static ref Entry At(Entry[] slots, string word)
    {
        var hash = Hash(word);
        var slot = SlotOf(hash);
        while (slots[slot].Word is { } taken && taken != word)
            slot = (slot + 1) & (slots.Length - 1);
        slots[slot].Word = word;
        slots[slot].Hash = hash;
        return ref slots[slot];
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
    }
}
