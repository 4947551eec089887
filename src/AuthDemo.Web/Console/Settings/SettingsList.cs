using System.Collections;
using System.Globalization;
using System.Reflection;
using AuthDemo.Journal;
using AuthDemo.PythonHost;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;
using AuthDemo.Web.BankId;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Operations;
using AuthDemo.Web.Security;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Console.Settings;

/// <summary>
/// What the service runs with: every property of every options type as it stands after binding and defaults, under its configuration
/// key. A value is shown only when its type and name are harmless; whatever is new and looks like a secret is masked until
/// somebody decides otherwise.
/// </summary>
internal sealed class SettingsList(IServiceProvider services, IConfiguration configuration)
{
    private const string Mask = "••••••";

    private static readonly string[] s_secrets = ["password", "secret", "token", "hashkey", "connectionstring", "personalnumber"];
    private static readonly string[] s_plain = ["Urls", "DataFolder"];

    /// <summary>The settings by section, in the order of the list.</summary>
    public IReadOnlyList<SettingsGroup> All() =>
    [
        new("", [.. s_plain.Select(key => new Setting(key, configuration[key] ?? "–", IsDefault: configuration[key] is null))]),
        Group(WebOptions.Section, services.GetRequiredService<IOptions<WebOptions>>().Value),
        Group(BankIdOptions.Section, services.GetRequiredService<IOptions<BankIdOptions>>().Value),
        Group(SimulatorSettings.Section, services.GetRequiredService<IOptions<SimulatorSettings>>().Value),
        Group(SessionsOptions.Section, services.GetRequiredService<IOptions<SessionsOptions>>().Value),
        Group(PythonHostOptions.Section, services.GetRequiredService<IOptions<PythonHostOptions>>().Value),
        Group(JournalOptions.Section, services.GetRequiredService<IOptions<JournalOptions>>().Value),
        Group(ConsoleOptions.Section, services.GetRequiredService<IOptionsMonitor<ConsoleOptions>>().CurrentValue),
        Group(OperationsOptions.Section, services.GetRequiredService<IOptionsMonitor<OperationsOptions>>().CurrentValue),
    ];

    private SettingsGroup Group(string section, object options) => new(section, [.. Read(section, options)]);

    private IEnumerable<Setting> Read(string path, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var isBound = property.CanWrite || property.PropertyType.IsAssignableTo(typeof(IEnumerable)) || IsSection(property.PropertyType);
            if (!isBound || property.GetIndexParameters().Length > 0)
                continue;
            foreach (var setting in Read($"{path}:{property.Name}", property.Name, property.PropertyType, property.GetValue(options)))
                yield return setting;
        }
    }

    private IEnumerable<Setting> Read(string key, string name, Type type, object? value)
    {
        var isDefault = !configuration.GetSection(key).Exists();
        if (value is null)
            return [new(key, "–", isDefault)];
        if (s_secrets.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase)))
            return [new(key, value is string { Length: 0 } ? "–" : Mask, isDefault)];
        if (value is IEnumerable list and not string)
        {
            var items = list.Cast<object>().SelectMany((item, i) => Read($"{key}:{i}", name, item.GetType(), item)).ToList();
            return items.Count > 0 ? items : [new(key, "–", isDefault)];
        }

        return IsSection(Nullable.GetUnderlyingType(type) ?? type) ? Read(key, value) : [new(key, Shown(value), isDefault)];
    }

    private static string Shown(object value) => value switch
    {
        Uri { UserInfo.Length: > 0 } => Mask,
        string text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length > 0 => Mask,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() is { Length: > 0 } text ? text : "–",
    };

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string) && type.Namespace?.StartsWith("AuthDemo", StringComparison.Ordinal) == true;
}

/// <summary>A section of the configuration.</summary>
/// <param name="Name">The section's name; empty for keys at the top.</param>
/// <param name="Settings">Its settings.</param>
internal sealed record SettingsGroup(string Name, IReadOnlyList<Setting> Settings);

/// <summary>One setting.</summary>
/// <param name="Key">Its configuration key.</param>
/// <param name="Value">As text, masked where it is secret; a dash where it is not set.</param>
/// <param name="IsDefault">Nobody configured it.</param>
internal sealed record Setting(string Key, string Value, bool IsDefault);
