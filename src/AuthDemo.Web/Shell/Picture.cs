namespace AuthDemo.Web.Shell;

/// <summary>What an illustration shows.</summary>
public enum Picture { Shield, Clock, Phone, PhoneLaunch, PhoneCode, PhoneCall, Search, Document, Gears, Check, Cross, Stop, Cloud, Broken, Question, Card, Contract }

/// <summary>How an illustration is coloured and whether it moves.</summary>
public enum Tone { Calm, Busy, Good, Bad }
