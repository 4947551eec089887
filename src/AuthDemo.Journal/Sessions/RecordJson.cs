using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AuthDemo.Sessions;

namespace AuthDemo.Journal.Sessions;

/// <summary>
/// Serializes session records and stored responses as JSON that later versions can read: members by name, the state with its kind
/// (<c>"$kind": "awaiting_scan"</c>), defaults for missing members.
/// </summary>
internal static class RecordJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new IdConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KindsOfState } },
    };

    /// <summary>UTF-8 JSON; the same record always gives the same bytes.</summary>
    public static byte[] Write<T>(T record) where T : class => JsonSerializer.SerializeToUtf8Bytes(record, s_options);

    /// <summary>Null when the bytes were written by an incompatible version.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, s_options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static void KindsOfState(JsonTypeInfo type)
    {
        if (type.Type != typeof(AuthState))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "$kind" };
        foreach (var state in typeof(AuthState).GetNestedTypes().Where(nested => nested.IsSealed && nested.IsAssignableTo(typeof(AuthState))))
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(state, Words.Of(state.Name)));
    }

    private sealed class IdConverter : JsonConverter<SessionId>
    {
        public override SessionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            SessionId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("No session id.");

        public override void Write(Utf8JsonWriter writer, SessionId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
