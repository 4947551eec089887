using System.Reflection;
using System.Runtime.CompilerServices;

namespace AuthDemo.Architecture.Tests;

/// <summary>A constructor and how many parameters it has.</summary>
internal sealed record ConstructorSize(string Type, int Parameters)
{
    private const BindingFlags Every = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>
    /// The constructors of types that we wrote. A record's primary constructor is left out when every parameter of it is a property of the
    /// record: such a record is data, whose fields are counted where they are used.
    /// </summary>
    public static IEnumerable<ConstructorSize> Of(IEnumerable<Type> types) => types
        .Where(type => (type.Namespace ?? "").StartsWith("AuthDemo.", StringComparison.Ordinal) && !IsGenerated(type))
        .SelectMany(type => type.GetConstructors(Every).Where(constructor => !IsDataOf(type, constructor)))
        .Select(constructor => new ConstructorSize(constructor.DeclaringType!.FullName!, constructor.GetParameters().Length));

    public override string ToString() => $"{Type}: {Parameters} constructor parameters";

    private static bool IsDataOf(Type type, ConstructorInfo constructor) =>
        type.GetMethod("PrintMembers", Every) is { } printed && printed.IsDefined(typeof(CompilerGeneratedAttribute))
        && constructor.GetParameters().All(parameter => parameter.Name is not null && type.GetProperty(parameter.Name, Every) is not null);

    private static bool IsGenerated(Type? type) =>
        type is not null && (type.IsDefined(typeof(CompilerGeneratedAttribute), false)
            || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false) || IsGenerated(type.DeclaringType));
}
