using RoutingData.Tool;
using RoutingData.Tool.Abstractions;

namespace RoutingData.ProxySql.Tests.Tool;

/// <summary>The tool in this process, in a folder of its own.</summary>
public sealed class ToolRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("routingdata-tool-");
    private readonly Dictionary<string, string> _variables = [];

    public string Folder => _folder.FullName;

    /// <summary>Writes a file.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Set(string variable, string value) => _variables[variable] = value;

    /// <summary>Runs it as a script would.</summary>
    public Task<ToolEnd> RunAsync(params string[] arguments) => RunWithAsync("", null, arguments);

    /// <summary>Runs it with an input, on a terminal of so many columns.</summary>
    public async Task<ToolEnd> RunWithAsync(string input, int? width, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new ToolConsole { In = new StringReader(input), Out = output, Error = error, Width = width, Folder = Folder, Variable = _variables.GetValueOrDefault };
        var code = await new RoutingTool(console).RunAsync(arguments, TestContext.Current.CancellationToken);
        return new ToolEnd(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
