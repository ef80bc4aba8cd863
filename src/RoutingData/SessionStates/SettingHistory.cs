using System.Collections.Immutable;
using System.Text;
using RoutingData.Statements;

namespace RoutingData.SessionStates;

/// <summary>A session's settings in order, of which each may take the place of former ones: pure.</summary>
internal static class SettingHistory
{
    /// <summary>More than this a session does not repeat elsewhere: it stays where they are.</summary>
    public const int Longest = 256;

    /// <summary>Returns the settings after some more. What a value was computed from stays before it.</summary>
    public static ImmutableArray<SessionSetting> After(
        ImmutableArray<SessionSetting> settings, ImmutableArray<SettingAssignment> added)
    {
        foreach (var assignment in added)
        {
            var version = settings is [.., var last] ? last.Version + 1 : 1;
            var lastBuilt = settings.LastOrDefault(setting => setting.Assignment.BuildsOnOthers).Version;
            settings = settings
                .RemoveAll(setting => setting.Version > lastBuilt && assignment.Replaces(setting.Assignment))
                .Add(new SessionSetting(version, assignment));
        }

        return settings;
    }

    /// <summary>Returns the statements that bring a connection up to date, as few as may be.</summary>
    /// <param name="settings">The session's settings.</param>
    /// <param name="applied">The version that the connection has seen.</param>
    public static IEnumerable<(int Version, string Statement)> Since(ImmutableArray<SessionSetting> settings, int applied)
    {
        var statement = new StringBuilder();
        var version = 0;
        foreach (var setting in settings.Where(setting => setting.Version > applied))
        {
            if (statement.Length > 0 && !setting.Assignment.IsCombinable)
            {
                yield return (version, statement.ToString());
                statement.Clear();
            }

            statement.Append(statement.Length > 0 ? ", " : "SET ").Append(setting.Assignment.Text);
            version = setting.Version;
            if (setting.Assignment.IsCombinable) continue;
            yield return (version, statement.ToString());
            statement.Clear();
        }

        if (statement.Length > 0) yield return (version, statement.ToString());
    }
}
