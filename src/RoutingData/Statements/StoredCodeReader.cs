using System.Collections.Frozen;

namespace RoutingData.Statements;

/// <summary>Judges views, triggers and routines by their texts, as the classifier judges statements.</summary>
internal static class StoredCodeReader
{
    /// <summary>Returns what a fleet's definitions come to. They name each other, so they are judged until nothing new is found.</summary>
    /// <param name="definitions">All that the servers show.</param>
    /// <param name="options">What the classifier must be told.</param>
    public static StoredCode Read(IReadOnlyCollection<StoredDefinition> definitions, ClassifierOptions options)
    {
        var listed = options.ReadOnlyFunctions;
        var functions = NamesOf(definitions, StoredDefinitionKind.Function);
        var procedures = NamesOf(definitions, StoredDefinitionKind.Procedure);
        var found = new Dictionary<string, StoredObject>(StringComparer.OrdinalIgnoreCase);
        bool isNews;
        do
        {
            isNews = false;
            // A routine is harmless until it is found out.
            var known = options with
            {
                StoredCode = StoredCode.Of(found.Values),
                ReadOnlyFunctions = listed.Union(functions).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
                TracelessProcedures = procedures.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            };
            foreach (var definition in definitions)
            {
                var name = NameOf(definition);
                switch (definition.Kind)
                {
                    case StoredDefinitionKind.Function when functions.Contains(name) && !IsPlain(ReadProgram(definition, known)):
                        isNews |= functions.Remove(name);
                        break;
                    case StoredDefinitionKind.Procedure when procedures.Contains(name) && ReadProgram(definition, known).Pins:
                        isNews |= procedures.Remove(name);
                        break;
                    case StoredDefinitionKind.View or StoredDefinitionKind.Trigger when ObjectOf(definition, known) is { } judged:
                        var former = found.GetValueOrDefault(name);
                        var both = former is null ? judged : Together(former, judged);
                        isNews |= former is null || !former.SaysTheSameAs(both);
                        found[name] = both;
                        break;
                }
            }
        }
        while (isNews);

        return StoredCode.Of(found.Values);
    }

    /// <summary>Returns what one view or trigger comes to; null when its text says all, or is not to be seen.</summary>
    /// <param name="definition">The view or trigger.</param>
    /// <param name="options">What the classifier must be told, with what is known of other definitions.</param>
    public static StoredObject? ObjectOf(StoredDefinition definition, ClassifierOptions options)
    {
        if (definition.Text is not { Length: > 0 } text) return null;
        var named = new StoredObject(definition.Schema, definition.Name);
        if (definition.Kind == StoredDefinitionKind.Trigger) return ReadProgram(definition, options).Pins ? named with { LeavesOnChange = true } : null;
        if (definition.Kind != StoredDefinitionKind.View) return null;

        var query = StatementClassifier.Classify(text, OptionsOf(definition, options));
        return IsPlain(query) && !query.NamesTriggers
            ? null
            : named with { Reads = IsPlain(query) ? null : query, LeavesOnChange = query.NamesTriggers };
    }

    private static bool IsPlain(StatementTraits traits) => traits is { IsPlainRead: true, Effects: StatementEffects.None };

    private static StatementTraits ReadProgram(StoredDefinition program, ClassifierOptions options) =>
        program is { IsForeign: false, Text: { } text } ? StatementClassifier.ClassifyProgram(text, OptionsOf(program, options)) : StatementTraits.Unreadable;

    private static ClassifierOptions OptionsOf(StoredDefinition definition, ClassifierOptions options) => options with
    {
        Schema = definition.Schema,
        NoBackslashEscapes = definition.Modes.HasFlag(SqlModes.NoBackslashEscapes),
        AnsiQuotes = definition.Modes.HasFlag(SqlModes.AnsiQuotes),
        IgnoreSpace = definition.Modes.HasFlag(SqlModes.IgnoreSpace),
        CallPins = true,
    };

    private static StoredObject Together(StoredObject one, StoredObject other) => one with
    {
        // A view is judged anew with each round, and may only turn out to be more.
        Reads = other.Reads ?? one.Reads,
        LeavesOnChange = one.LeavesOnChange || other.LeavesOnChange,
    };

    private static HashSet<string> NamesOf(IEnumerable<StoredDefinition> definitions, StoredDefinitionKind kind) =>
        definitions.Where(definition => definition.Kind == kind && definition.Text is not null).Select(NameOf)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string NameOf(StoredDefinition definition) => $"{definition.Schema}.{definition.Name}";
}
