using System.Reflection;
using System.Reflection.Emit;

namespace RoutingData.Tests.Architecture;

/// <summary>The members and types that the body of a method names.</summary>
internal static class BodyReferences
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IEnumerable<MemberInfo> In(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } body) yield break;
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : null;
        for (var at = 0; at < body.Length;)
        {
            short value = body[at++];
            if (value == 0xFE) value = (short)(0xFE00 | body[at++]);
            var code = Codes[value];
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineField or OperandType.InlineTok &&
                method.Module.ResolveMember(BitConverter.ToInt32(body, at), ofType, ofMethod) is { } member)
                yield return member;
            at += SizeOf(code.OperandType, body, at);
        }
    }

    private static int SizeOf(OperandType operand, byte[] body, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
        _ => 4,
    };
}
