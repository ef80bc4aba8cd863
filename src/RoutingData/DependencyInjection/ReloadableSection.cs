using Microsoft.Extensions.Configuration;

namespace RoutingData.DependencyInjection;

/// <summary>A section that options come from, so that its changes can be followed.</summary>
internal sealed record ReloadableSection(string OptionsName, IConfiguration Section);
