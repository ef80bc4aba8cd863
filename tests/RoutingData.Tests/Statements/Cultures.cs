using System.Globalization;

namespace RoutingData.Tests.Statements;

/// <summary>Runs a test under the invariant culture and under those whose letters have other cases (tr-TR: i and İ).</summary>
internal static class Cultures
{
    public static void Each(Action test)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in (string[])["", "tr-TR"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                test();
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
