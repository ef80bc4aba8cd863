using System.Collections.Immutable;

namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>Reads libconfig's grammar. Nothing of a file with an error is returned.</summary>
internal sealed class ConfigParser
{
    private readonly ConfigReader _reader;
    private ConfigToken _token;
    private int _depth;

    private ConfigParser(ConfigReader reader)
    {
        _reader = reader;
        _token = reader.Read();
    }

    /// <summary>Parses a file with all that it includes.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="open">Gives the text of a file.</param>
    /// <exception cref="ProxySqlFormatException">It is not of the grammar; the message has the place.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ConfigGroup Parse(string file, Func<string, string> open)
    {
        var reader = new ConfigReader(open);
        reader.Begin(file);
        return new ConfigParser(reader).Settings(ConfigTokenKind.End);
    }

    private ConfigGroup Settings(ConfigTokenKind end)
    {
        var position = _token.Position;
        var settings = ImmutableArray.CreateBuilder<ConfigSetting>();
        var names = new Dictionary<string, ProxySqlPosition>(StringComparer.Ordinal);
        while (_token.Kind != end)
        {
            if (_token.Kind != ConfigTokenKind.Name) throw Expected($"the name of a setting or {Described(end)}");
            var name = Take();
            if (!names.TryAdd(name.Text, name.Position))
                throw new ProxySqlFormatException(name.Position, $"{name.Text} was set at {names[name.Text]} already.");
            if (_token.Kind != ConfigTokenKind.Assign) throw Expected($"'=' or ':' after {name.Text}");
            Take();
            settings.Add(new ConfigSetting(name.Text, Value(), name.Position));
            if (_token.Kind is ConfigTokenKind.Semicolon or ConfigTokenKind.Comma) Take();
        }

        return new ConfigGroup(settings.ToImmutable(), position);
    }

    private ConfigValue Value()
    {
        if (_token.IsScalar) return Scalar();
        if (_depth >= ConfigLimits.Depth) throw new ProxySqlFormatException(_token.Position, $"More than {ConfigLimits.Depth} groups and lists within each other.");
        _depth++;
        ConfigValue value = _token.Kind switch
        {
            ConfigTokenKind.OpenGroup => Group(),
            ConfigTokenKind.OpenList => List(ConfigTokenKind.CloseList, Value),
            ConfigTokenKind.OpenArray => Array(),
            _ => throw Expected("a value"),
        };
        _depth--;
        return value;
    }

    private ConfigScalar Scalar()
    {
        if (!_token.IsScalar) throw Expected("a string, a number, true or false");
        var token = Take();
        return new ConfigScalar(token.Kind, token.Text, token.Position);
    }

    private ConfigGroup Group()
    {
        var position = Take().Position;
        var group = Settings(ConfigTokenKind.CloseGroup);
        Take();
        return group with { Position = position };
    }

    private ConfigList List(ConfigTokenKind end, Func<ConfigValue> item)
    {
        var position = Take().Position;
        var items = ImmutableArray.CreateBuilder<ConfigValue>();
        while (_token.Kind != end)
        {
            items.Add(item());
            if (_token.Kind == ConfigTokenKind.Comma) Take();
            else if (_token.Kind != end) throw Expected($"',' or {Described(end)}");
        }

        Take();
        return new ConfigList(items.ToImmutable(), position);
    }

    private ConfigList Array()
    {
        var array = List(ConfigTokenKind.CloseArray, Scalar);
        var odd = array.Items.FirstOrDefault(item => ((ConfigScalar)item).Kind != ((ConfigScalar)array.Items[0]).Kind);
        return odd is null ? array : throw new ProxySqlFormatException(odd.Position, "All values of an array are of one type.");
    }

    private ConfigToken Take()
    {
        var token = _token;
        _token = _reader.Read();
        return token;
    }

    private static string Described(ConfigTokenKind kind) => new ConfigToken(kind, "", default).Description;

    private ProxySqlFormatException Expected(string what) =>
        new(_token.Position, $"{_token.Description} where {what} is expected.");
}
