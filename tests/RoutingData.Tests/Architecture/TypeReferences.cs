using System.Reflection;

namespace RoutingData.Tests.Architecture;

/// <summary>The types that a type names: what it is made of, what its members take and give, and what their bodies use.</summary>
internal static class TypeReferences
{
    private const BindingFlags Own =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static IEnumerable<Type> Of(Type type)
    {
        IEnumerable<Type?> named =
        [
            type.BaseType, .. type.GetInterfaces(), .. type.GetGenericArguments(),
            .. type.GetFields(Own).Select(field => field.FieldType),
            .. type.GetMethods(Own).SelectMany(Signature),
            .. type.GetConstructors(Own).SelectMany(Signature),
            .. type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own)).SelectMany(Body),
        ];
        return named.OfType<Type>().SelectMany(Parts).Distinct();
    }

    private static IEnumerable<Type?> Signature(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType).Append((method as MethodInfo)?.ReturnType);

    private static IEnumerable<Type?> Body(MethodBase method) =>
    [
        .. method.GetMethodBody()?.LocalVariables.Select(variable => variable.LocalType) ?? [],
        .. BodyReferences.In(method).SelectMany(member => member switch
        {
            Type type => [type],
            MethodInfo { IsGenericMethod: true } generic => [generic.DeclaringType, .. generic.GetGenericArguments()],
            _ => new[] { member.DeclaringType },
        }),
    ];

    // What a generic type, an array or a reference is made of.
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        if (type.IsGenericParameter) return [];
        return type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
    }
}
